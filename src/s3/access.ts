import type { AclGrant, Requirement, ResourceAccess } from '../operation/requirement.ts';
import type { CompiledPolicy } from '../policy/index.ts';
import type { Bucket } from '../store/buckets.ts';
import type { ObjectVersion } from '../store/objects.ts';
import { anyReadsExistingTags, BucketPolicies, readsExistingTags } from './access-policies.ts';
import { type Grant, grantTo, grantToService, type Permission, readGrants } from './acl/grants.ts';
import { hasAcls } from './acl/ownership.ts';
import { isOwnersMatter, rightOfAction } from './acl/permission-of-action.ts';
import { noSuchBucket, type S3Context } from './define.ts';

/** What the resources of S3 bring into a decision. */
export type S3Access = (
  requirement: Requirement,
  context: S3Context,
) => ResourceAccess | Promise<ResourceAccess>;

/**
 * Finds, for each requirement, the owner's account, the bucket policy, and what the access control
 * lists grant. It answers at once unless another bucket is meant, or the object itself has a say:
 * its tags where a policy asks for them, its owner where the bucket has access control lists.
 */
export function createS3Access(): S3Access {
  const policies = new BucketPolicies();
  return (requirement, context) => {
    const named = namedResource(requirement.resource);
    if (named === undefined) return ownAccess(context);
    const { addressed, target, stores } = context;
    if (named.bucket === target.bucket) {
      // Only making a bucket is asked about one that is not there, and only by its maker's account.
      if (addressed === undefined || requirement.action === 's3:CreateBucket') {
        return ownAccess(context);
      }
      return accessOf(policies, requirement, context, addressed, named.key);
    }
    return stores.buckets.get(named.bucket).then((bucket) => {
      if (bucket === undefined) throw noSuchBucket(named.bucket);
      return accessOf(policies, requirement, context, bucket, named.key);
    });
  };
}

const arnPrefix = 'arn:aws:s3:::';
const everyBucket = 'arn:aws:s3:::*';

function namedResource(
  resource: string,
): { readonly bucket: string; readonly key: string | undefined } | undefined {
  // No bucket is called `*`: ListBuckets means all of the account's.
  if (!resource.startsWith(arnPrefix) || resource === everyBucket) return undefined;
  // All buckets (ListBuckets): no bucket has that name.
  if (resource === `${arnPrefix}*`) return undefined;
  const slash = resource.indexOf('/', arnPrefix.length);
  if (slash < 0) return { bucket: resource.slice(arnPrefix.length), key: undefined };
  return { bucket: resource.slice(arnPrefix.length, slash), key: resource.slice(slash + 1) };
}

/** What belongs to the caller's own account, or to nobody yet. */
function ownAccess({ caller }: S3Context): ResourceAccess {
  return {
    accountId: caller.principal.accountId === '' ? undefined : caller.principal.accountId,
    policy: undefined,
    context: () => undefined,
    accessControlList: () => undefined,
  };
}

const objectSubresources = ['acl', 'tagging', 'retention', 'legal-hold'];

function accessOf(
  policies: BucketPolicies,
  requirement: Requirement,
  context: S3Context,
  bucket: Bucket,
  key: string | undefined,
): ResourceAccess | Promise<ResourceAccess> {
  const policy = policies.of(bucket);
  const isRestricted =
    policy?.isPublic === true &&
    bucket.publicAccessBlock?.restrictPublicBuckets === true &&
    context.caller.principal.accountId !== bucket.accountId;
  const counting = isRestricted ? policy.denies : policy?.whole;
  const isWriting = !objectSubresources.some((name) => context.request.query.has(name));
  const subject = { requirement, context, bucket, key, isWriting };
  const byOwner = hasAcls(bucket) && isOwnersMatter(requirement.action, isWriting);
  if (mayBindRoot(subject)) return accessBindingRoot(subject, counting);
  const needsObject = key !== undefined && (byOwner || needsTags(subject, counting));
  if (!needsObject) return accessTo(subject, counting, bucket.accountId, undefined);
  return findObject(subject).then((object) => {
    const isForeign = byOwner && object !== undefined && object.accountId !== bucket.accountId;
    // The bucket's owner cannot give away what is another's, but may deny the way to it.
    return isForeign
      ? accessTo(subject, policy?.denies, object.accountId, object)
      : accessTo(subject, counting, bucket.accountId, object);
  });
}

const rootsRights = new Set(['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy']);

function mayBindRoot({ requirement, context, bucket }: Subject): boolean {
  const { principal } = context.caller;
  return (
    bucket.policy !== undefined && principal.kind === 'root' && rootsRights.has(requirement.action)
  );
}

/** The policy may be one that was put to hold for the root user too. */
async function accessBindingRoot(
  subject: Subject,
  policy: CompiledPolicy | undefined,
): Promise<ResourceAccess> {
  const { bucket, context } = subject;
  const { buckets } = context.stores;
  const confirmed = await buckets.configuration(bucket.id, 'policy-binds-root');
  const access = accessTo(subject, policy, bucket.accountId, undefined);
  return { ...access, bindsRoot: confirmed !== undefined };
}

interface Subject {
  readonly requirement: Requirement;
  readonly context: S3Context;
  readonly bucket: Bucket;
  readonly key: string | undefined;
  /** The request makes an object, and does not change one. */
  readonly isWriting: boolean;
}

/** The tags that an object has count for every action but the one that makes it. */
function needsTags({ requirement, context }: Subject, policy: CompiledPolicy | undefined): boolean {
  if (requirement.action === 's3:PutObject') return false;
  if (policy !== undefined && readsExistingTags(policy)) return true;
  const callers = context.caller.credential?.policies;
  if (callers === undefined) return false;
  if (callers.boundary !== undefined && readsExistingTags(callers.boundary)) return true;
  if (anyReadsExistingTags(callers.identity)) return true;
  return callers.session !== undefined && anyReadsExistingTags(callers.session);
}

/** The object, or the version of it, that a requirement is about. */
async function findObject(subject: Subject): Promise<ObjectVersion | undefined> {
  const { requirement, context, bucket, key } = subject;
  if (key === undefined) return undefined;
  const { objects } = context.stores;
  const versionId = requirement.context?.get('s3:versionid') ?? addressedVersion(subject);
  const version =
    typeof versionId === 'string'
      ? await objects.version(bucket.id, key, versionId)
      : await objects.current(bucket.id, key);
  return version === undefined || version.isDeleteMarker ? undefined : version;
}

function addressedVersion({ context, bucket, key }: Subject): string | undefined {
  const { target, request } = context;
  const isAddressed = bucket.name === target.bucket && key === target.key;
  return isAddressed ? request.query.get('versionId') : undefined;
}

const existingTag = 's3:existingobjecttag/';

function accessTo(
  subject: Subject,
  policy: CompiledPolicy | undefined,
  accountId: string,
  object: ObjectVersion | undefined,
): ResourceAccess {
  return {
    // An empty account (an anonymous writer) is nobody's own, and must not become undefined.
    accountId,
    policy,
    context(key) {
      if (!key.startsWith(existingTag)) return undefined;
      const name = key.slice(existingTag.length);
      return object?.tags?.find((tag) => tag.key.toLowerCase() === name)?.value;
    },
    accessControlList: (action) =>
      hasAcls(subject.bucket) ? listedGrant(subject, action, object) : undefined,
  };
}

async function listedGrant(
  subject: Subject,
  action: string,
  known: ObjectVersion | undefined,
): Promise<AclGrant> {
  const right = rightOfAction(action, subject.isWriting);
  if (right === undefined) return undefined;
  if (right.list === 'bucket') return bucketGrant(subject, right.permission);
  const object = known ?? (await findObject(subject));
  // Nobody is refused what is not there by a list that it does not have: who may list the bucket
  // goes on, and learns that it is missing.
  if (object === undefined) return bucketGrant(subject, 'READ');
  const grants = readGrants(object.acl, object.ownerId);
  return grantToCaller(subject, grants, right.permission);
}

async function bucketGrant(subject: Subject, permission: Permission): Promise<AclGrant> {
  const { context, bucket } = subject;
  const text = await context.stores.buckets.configuration(bucket.id, 'acl');
  return grantToCaller(subject, readGrants(text, bucket.ownerId), permission);
}

function grantToCaller(
  { context, bucket }: Subject,
  grants: readonly Grant[],
  permission: Permission,
): AclGrant {
  const { principal } = context.caller;
  if (principal.kind === 'service') return grantToService(grants, permission, principal.arn);
  const ignorePublic = bucket.publicAccessBlock?.ignorePublicAcls === true;
  return grantTo(grants, permission, context.caller.credential?.canonicalId, ignorePublic);
}
