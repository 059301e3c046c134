/** What is kept about buckets. Every change raises the revision 'buckets' in its transaction. */

export type VersioningState = 'Unversioned' | 'Enabled' | 'Suspended';
export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Bucket {
  /** Internal number: a bucket that is made again under the same name has another. */
  readonly id: number;
  readonly name: string;
  /** The owner's account, 12 digits. */
  readonly accountId: string;
  /** The owner's canonical id. */
  readonly ownerId: string;
  readonly region: string;
  readonly createdAtMs: number;
  readonly versioning: VersioningState;
  /** undefined: deleted by DeleteBucketOwnershipControls (acts as ObjectWriter). */
  readonly objectOwnership: ObjectOwnership | undefined;
  readonly publicAccessBlock: PublicAccessBlock | undefined;
  /** The bucket policy, byte for byte. */
  readonly policy: string | undefined;
  readonly tags: readonly Tag[] | undefined;
  readonly objectLockEnabled: boolean;
}

export interface NewBucket {
  readonly name: string;
  readonly accountId: string;
  readonly ownerId: string;
  readonly region: string;
  readonly objectOwnership: ObjectOwnership | undefined;
  readonly publicAccessBlock: PublicAccessBlock | undefined;
  readonly objectLockEnabled: boolean;
  readonly versioning?: VersioningState;
  readonly tags?: readonly Tag[];
  /** Text of the first ACL, kept as the configuration 'acl'. */
  readonly acl?: string;
}

export type CreateBucketResult =
  | { readonly kind: 'created'; readonly bucket: Bucket }
  | { readonly kind: 'owned-by-you'; readonly bucket: Bucket }
  | { readonly kind: 'taken' };

/** Subresources that are kept as the text in which they came; the operation parses and checks. */
export const bucketConfigurationKinds = [
  'accelerate',
  'acl',
  'analytics',
  'cors',
  'encryption',
  'intelligent-tiering',
  'lifecycle',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'policy-binds-root',
  'request-payment',
  'website',
] as const;
export type BucketConfigurationKind = (typeof bucketConfigurationKinds)[number];

/** Columns of a bucket that change after its creation; a member that is absent stays. */
export interface BucketChange {
  readonly versioning?: VersioningState;
  readonly objectOwnership?: ObjectOwnership | undefined;
  readonly publicAccessBlock?: PublicAccessBlock | undefined;
  readonly policy?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly objectLockEnabled?: boolean;
}

export interface ListBucketsInput {
  readonly accountId: string;
  readonly prefix?: string;
  readonly region?: string;
  /** Names after this one. */
  readonly after?: string;
  readonly limit: number;
}

export interface BucketPage {
  /** In the order of their names' bytes. */
  readonly buckets: readonly Bucket[];
  readonly truncated: boolean;
}

export interface Buckets {
  create(bucket: NewBucket): Promise<CreateBucketResult>;
  /** One indexed read, served from memory while the revision 'buckets' stands still. */
  get(name: string): Promise<Bucket | undefined>;
  /**
   * Deletes an empty bucket. Objects, versions and delete markers make it not empty; unfinished
   * uploads do not, they are dropped with it (AWS: DeleteBucket).
   */
  delete(bucketId: number): Promise<'deleted' | 'missing' | 'not-empty'>;
  list(input: ListBucketsInput): Promise<BucketPage>;
  countOfAccount(accountId: string): Promise<number>;
  update(bucketId: number, change: BucketChange): Promise<'updated' | 'missing'>;
  /** @returns the text, undefined when there is none (or no such bucket) */
  configuration(bucketId: number, kind: BucketConfigurationKind): Promise<string | undefined>;
  putConfiguration(
    bucketId: number,
    kind: BucketConfigurationKind,
    text: string,
  ): Promise<'updated' | 'missing'>;
  /** Buckets that have a configuration of that kind, in the order of their ids, after one id. */
  configured(
    kind: BucketConfigurationKind,
    afterId: number,
    limit: number,
  ): Promise<readonly Bucket[]>;
  deleteConfiguration(
    bucketId: number,
    kind: BucketConfigurationKind,
  ): Promise<'deleted' | 'missing'>;
  /** Raised by every change of any bucket, by any process. A cheap read. */
  revision(): number;
  /** The same as of the beginning of this request, or later; for free. */
  lastRevision(): number;
}
