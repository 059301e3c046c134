import { type AccessKey, Identities } from './reference/identities.ts';
import { Objects } from './reference/objects.ts';
import { type BucketStatement, isAllowed } from './reference/permissions.ts';
import { Refused } from './reference/refused.ts';
import type { Upload } from './reference/uploads.ts';
import type { Credentials } from './request.ts';
import type { TestAccount } from './subject.ts';

export class Bucket extends Objects {
  readonly name: string;
  readonly uploads: Upload[] = [];
  policy: { readonly statements: readonly BucketStatement[]; readonly text: string } | undefined;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** Who sends a request: undefined for root, else one of the keys that were ever made. */
export type Sender = number | undefined;

/** The account of one sequence, as the reference knows it. */
export class World {
  readonly account: TestAccount;
  readonly identities = new Identities();
  readonly buckets = new Map<string, Bucket>();

  constructor(account: TestAccount) {
    this.account = account;
  }

  /** Names of buckets are everybody's: each account has its own `a` and `b`. */
  bucketName(short: string): string {
    return `${short}-${this.account.accountId}`;
  }

  userArn(name: string): string {
    return `arn:aws:iam::${this.account.accountId}:user/${name}`;
  }

  groupArn(name: string): string {
    return `arn:aws:iam::${this.account.accountId}:group/${name}`;
  }

  policyArn(name: string): string {
    return `arn:aws:iam::${this.account.accountId}:policy/${name}`;
  }

  #key(sender: Sender): AccessKey | undefined {
    const { keys } = this.identities;
    return sender === undefined ? undefined : keys[sender % Math.max(keys.length, 1)];
  }

  credentials(sender: Sender): Credentials {
    const key = this.#key(sender);
    return key === undefined
      ? this.account.root
      : { accessKeyId: key.id, secretAccessKey: key.secret };
  }

  /** @throws Refused for a key that is inactive or deleted */
  authenticate(sender: Sender, service: 's3' | 'iam'): void {
    const key = this.#key(sender);
    if (key === undefined || (key.active && key.user.keys.has(key))) return;
    throw new Refused(403, service === 's3' ? 'InvalidAccessKeyId' : 'InvalidClientTokenId');
  }

  allows(sender: Sender, action: string, resource: string, bucket?: Bucket): boolean {
    const { policy } = bucket ?? this.#bucketOf(resource) ?? {};
    return isAllowed(this.#key(sender)?.user, action, resource, policy?.statements);
  }

  #bucketOf(resource: string): Bucket | undefined {
    const [name] = resource.replace(/^arn:aws:s3:::/, '').split('/');
    return [...this.buckets.values()].find((bucket) => bucket.name === name);
  }

  /** @throws Refused AccessDenied */
  demand(sender: Sender, action: string, resource: string): void {
    if (!this.allows(sender, action, resource)) throw new Refused(403, 'AccessDenied');
  }

  /** @throws Refused NoSuchBucket */
  bucket(short: string): Bucket {
    const bucket = this.buckets.get(short);
    if (bucket === undefined) throw new Refused(404, 'NoSuchBucket');
    return bucket;
  }

  /**
   * The way of a request to something in a bucket, in S3's order of checks.
   * @throws Refused
   */
  enter(sender: Sender, short: string, actions: readonly string[], key?: string): Bucket {
    this.authenticate(sender, 's3');
    const bucket = this.bucket(short);
    const resource = arnOf(bucket.name, key);
    for (const action of actions) this.demand(sender, action, resource);
    return bucket;
  }

  /** Whether something exists is told only to those who may list: 404 becomes 403. */
  revealing<T>(sender: Sender, bucket: Bucket, version: string | undefined, look: () => T): T {
    try {
      return look();
    } catch (error) {
      const isMissing = error instanceof Refused && error.status === 404;
      const action = version === undefined ? 's3:ListBucket' : 's3:ListBucketVersions';
      if (isMissing) this.demand(sender, action, arnOf(bucket.name));
      throw error;
    }
  }
}

export function arnOf(bucket: string, key?: string): string {
  return key === undefined ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`;
}
