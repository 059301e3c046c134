import { ServiceError } from '../../operation/errors.ts';
import type { Infer } from '../../operation/shape.ts';
import type { BucketContext } from '../define.ts';
import { grantsOfDocument, type sentAclShape } from './document.ts';
import type { Grant } from './grants.ts';
import { type AclInput, grantsOfHeaders } from './headers.ts';
import { checkPublicGrants, hasAcls } from './ownership.ts';

/**
 * The list that PutBucketAcl or PutObjectAcl asks for: in headers or in a document, not in both.
 * @throws ServiceError AccessControlListNotSupported, MissingSecurityHeader, UnexpectedContent,
 *   AccessDenied for a public list that the bucket blocks, and those of the grants
 */
export async function requestedGrants(
  { bucket, accounts }: BucketContext,
  input: AclInput,
  document: Infer<typeof sentAclShape> | undefined,
  ownerId: string,
): Promise<readonly Grant[]> {
  if (!hasAcls(bucket)) throw new ServiceError('AccessControlListNotSupported');
  const byHeaders = await grantsOfHeaders(input, ownerId, bucket.ownerId, accounts);
  if (byHeaders !== undefined && document !== undefined) {
    throw new ServiceError('UnexpectedContent');
  }
  if (byHeaders === undefined && document === undefined) {
    throw new ServiceError('MissingSecurityHeader', {
      fields: { MissingHeaderName: 'x-amz-acl' },
    });
  }
  const grants =
    byHeaders ??
    (document === undefined ? [] : await grantsOfDocument(document, ownerId, accounts));
  checkPublicGrants(bucket, grants);
  return grants;
}
