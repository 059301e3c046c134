import { ServiceError } from '../../operation/errors.ts';
import type { Bucket } from '../../store/buckets.ts';
import type { Owner } from '../../store/objects.ts';
import type { BucketContext, S3Context } from '../define.ts';
import { type Grant, isPublic, writeGrants } from './grants.ts';
import { type AclInput, grantsOfHeaders } from './headers.ts';

/** The canonical id that S3 gives to what an anonymous caller writes. */
export const anonymousId = '65a011a29cdf8ec533ec3d1ccaae921c';

/** Whether access control lists have a say in a bucket. */
export function hasAcls(bucket: Pick<Bucket, 'objectOwnership'>): boolean {
  return bucket.objectOwnership !== 'BucketOwnerEnforced';
}

/** Who owns what the caller makes, where ownership follows the writer. */
export function callerAsOwner({ caller }: Pick<S3Context, 'caller'>): Owner {
  const { credential, principal } = caller;
  if (credential === undefined) return { accountId: '', ownerId: anonymousId };
  return { accountId: principal.accountId, ownerId: credential.canonicalId };
}

/**
 * Refuses public lists where the bucket blocks them.
 * @throws ServiceError AccessDenied
 */
export function checkPublicGrants(bucket: Bucket, grants: readonly Grant[]): void {
  if (bucket.publicAccessBlock?.blockPublicAcls === true && isPublic(grants)) {
    throw new ServiceError('AccessDenied');
  }
}

/** The owner and the access control list of an object that is about to be written. */
export interface ObjectRights extends Owner {
  readonly acl: string | undefined;
}

/**
 * Who will own a new object, and its list, by the bucket's Object Ownership.
 * @throws ServiceError AccessControlListNotSupported, AccessDenied, and those of the headers
 */
export async function rightsOfNewObject(
  context: BucketContext,
  input: AclInput,
): Promise<ObjectRights> {
  const { bucket, accounts } = context;
  const bucketOwner = { accountId: bucket.accountId, ownerId: bucket.ownerId };
  const owner = ownerOfNewObject(context, input);
  const grants = await grantsOfHeaders(input, owner.ownerId, bucket.ownerId, accounts);
  if (!hasAcls(bucket)) {
    if (grants !== undefined && !isOwnersFullControl(input, grants, bucket.ownerId)) {
      throw new ServiceError('AccessControlListNotSupported');
    }
    return { ...bucketOwner, acl: undefined };
  }
  if (grants === undefined || input.ACL === 'private') return { ...owner, acl: undefined };
  checkPublicGrants(bucket, grants);
  return { ...owner, acl: writeGrants(grants) };
}

function ownerOfNewObject(context: BucketContext, input: AclInput): Owner {
  const { bucket } = context;
  const isHandedOver =
    bucket.objectOwnership === 'BucketOwnerPreferred' && input.ACL === 'bucket-owner-full-control';
  // What a service writes is the bucket owner's: a service has no account.
  const isService = context.caller.principal.kind === 'service';
  if (hasAcls(bucket) && !isHandedOver && !isService) return callerAsOwner(context);
  return { accountId: bucket.accountId, ownerId: bucket.ownerId };
}

/** The one list that a bucket without lists takes: `bucket-owner-full-control` in either form. */
function isOwnersFullControl(
  input: AclInput,
  grants: readonly Grant[],
  bucketOwnerId: string,
): boolean {
  if (input.ACL !== undefined) return input.ACL === 'bucket-owner-full-control';
  return grants.every(
    ({ grantee, permission }) =>
      permission === 'FULL_CONTROL' &&
      grantee.kind === 'account' &&
      grantee.canonicalId === bucketOwnerId,
  );
}
