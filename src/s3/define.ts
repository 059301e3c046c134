import type { Caller } from '../identity/caller.ts';
import type { PrincipalNames } from '../identity/principal-binding.ts';
import { ServiceError } from '../operation/errors.ts';
import type { Target } from '../operation/field.ts';
import type { ReplyMemory } from '../operation/reply-memory.ts';
import type { WireRequest } from '../operation/request.ts';
import { restOperations } from '../operation/rest.ts';
import type { Bucket } from '../store/buckets.ts';
import type { AccountStore } from '../store/identities.ts';
import type { Stores } from '../store/open.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import type { DataKeys } from './encryption/data-keys.ts';
import type { KmsKeys } from './encryption/kms-keys.ts';
import type { Destinations } from './notifications/destinations.ts';
import { checkKey } from './object-key.ts';

export const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** What an operator decides for S3. */
export interface S3Settings {
  readonly region: string;
  /** `aws`: ACLs off and public access blocked, as AWS has it since 2023; `legacy`: as before. */
  readonly newBucketDefaults: 'aws' | 'legacy';
  /** Whose rules hold where Ceph's gateway and AWS differ (docs/decisions/0013). */
  readonly policyRules: 'aws' | 'ceph';
  /** Shortened in tests of lifecycle rules. */
  readonly lifecycleDayMs: number;
  /** Where event notifications can go; undefined: nowhere. */
  readonly destinations?: Destinations | undefined;
}

/** Who the owners and grantees of S3 are: the accounts behind canonical ids and addresses. */
export type AccountDirectory = Pick<
  AccountStore,
  'account' | 'accountByCanonicalId' | 'accountByEmail'
>;

/** What every handler of S3 receives besides its input. */
export interface S3Context {
  readonly caller: Caller;
  readonly request: WireRequest;
  readonly target: Target;
  readonly stores: Stores;
  readonly accounts: AccountDirectory;
  readonly principals: PrincipalNames;
  readonly dataKeys: DataKeys;
  readonly kmsKeys: KmsKeys;
  readonly settings: S3Settings;
  /** Pages of listings, while they hold. */
  readonly pages: ReplyMemory;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** The addressed bucket; undefined where the request names none or it does not exist. */
  readonly addressed: Bucket | undefined;
}

/** The context of operations on a bucket that exists, or on something in it. */
export interface BucketContext extends S3Context {
  readonly bucket: Bucket;
}

/** The context of an operation with the events that it declares. */
export interface EventContext extends BucketContext {
  readonly events: readonly string[];
}

/**
 * Declares an operation on a bucket or an object: NoSuchBucket where the bucket is missing, and
 * AccessDenied where it is not of the account that `x-amz-expected-bucket-owner` names.
 */
export const defineOperation = restOperations<S3Context, BucketContext>(
  's3',
  s3Namespace,
  (context) => {
    const { addressed, request, target } = context;
    if (addressed === undefined) throw missingBucket(target.bucket ?? '');
    checkExpectedOwner(addressed, request.headers.get('x-amz-expected-bucket-owner'));
    if (target.key !== undefined) checkKey(target.key);
    return { ...context, bucket: addressed };
  },
);

/** Declares an operation that needs no bucket: ListBuckets, CreateBucket. */
export const defineServiceOperation = restOperations<S3Context, S3Context>(
  's3',
  s3Namespace,
  (context) => context,
);

/** Older buckets had upper case, underscores and long names: what is beyond them never was one. */
const possibleName = /^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/;

function missingBucket(name: string): ServiceError {
  if (possibleName.test(name)) return noSuchBucket(name);
  return new ServiceError('InvalidBucketName', { fields: { BucketName: name } });
}

/** The error for a bucket that is not there. */
export function noSuchBucket(name: string): ServiceError {
  return new ServiceError('NoSuchBucket', { fields: { BucketName: name } });
}

/**
 * Holds a bucket to the owner that the request expects (12 digits).
 * @throws ServiceError AccessDenied
 */
export function checkExpectedOwner(bucket: Bucket, expected: string | undefined): void {
  if (expected === undefined || expected === bucket.accountId) return;
  throw new ServiceError('AccessDenied');
}
