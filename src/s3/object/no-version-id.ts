import { ServiceError } from '../../operation/errors.ts';
import type { WireRequest } from '../../operation/request.ts';

/**
 * A write makes a version; it cannot name the one that it makes or replaces.
 * @throws ServiceError InvalidArgument
 */
export function refuseVersionId({ query }: Pick<WireRequest, 'query'>): void {
  const versionId = query.get('versionId');
  if (versionId === undefined) return;
  throw new ServiceError('InvalidArgument', {
    message: 'This operation does not accept a version-id.',
    fields: { ArgumentName: 'versionId', ArgumentValue: versionId },
  });
}
