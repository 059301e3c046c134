import { ServiceError } from './errors.ts';
import type { Operation, ServiceName } from './operation.ts';

/**
 * An operation that AWS has and this server does not, whatever its protocol: it answers 501 by its
 * name. The protocols add what is theirs.
 */
export function unbuilt<Head, Context>(
  service: ServiceName,
  name: string,
): Operation<Head, Context> {
  const summary = `${name} is not implemented.`;
  return {
    service,
    name,
    summary,
    built: false,
    errors: ['NotImplemented'],
    anyCaller: true,
    acceptsUnsigned: false,
    http: undefined,
    conditionFields: new Map(),
    begin: () => {
      throw new ServiceError('NotImplemented', { message: summary });
    },
  };
}
