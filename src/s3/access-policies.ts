import {
  type CompiledPolicy,
  compilePolicy,
  contextKeysOf,
  isPublicPolicy,
  type PolicyDocument,
} from '../policy/index.ts';
import type { Bucket } from '../store/buckets.ts';
import { bucketArn } from './arn.ts';
import { parseStoredPolicy } from './bucket/policy.ts';

/** The policy of a bucket, in the forms in which decisions need it. */
export interface BucketPolicy {
  readonly whole: CompiledPolicy;
  /** Without its Allow statements: what counts where the policy may not grant. */
  readonly denies: CompiledPolicy;
  readonly isPublic: boolean;
}

/** Compiled policies of that many buckets are kept; the ones longest unused go first. */
const maxCached = 10_000;

/** Compiles the policy of each bucket once for each text. */
export class BucketPolicies {
  readonly #cached = new Map<number, { readonly text: string; readonly policy: BucketPolicy }>();

  of(bucket: Bucket): BucketPolicy | undefined {
    const { id, policy: text } = bucket;
    if (text === undefined) return undefined;
    const cached = this.#cached.get(id);
    if (cached?.text === text) return cached.policy;
    const policy = compile(bucket.name, text);
    this.#cached.delete(id);
    this.#cached.set(id, { text, policy });
    if (this.#cached.size > maxCached) {
      const [oldest] = this.#cached.keys();
      if (oldest !== undefined) this.#cached.delete(oldest);
    }
    return policy;
  }
}

function compile(bucket: string, text: string): BucketPolicy {
  const parsed = parseStoredPolicy(text);
  // It was good when it was put. What cannot be read must not be taken for no policy.
  if (!parsed.ok)
    throw new Error(`The policy of bucket ${bucket} cannot be read: ${parsed.message}`);
  const { document } = parsed;
  const source = { kind: 'resource', attachedTo: bucketArn(bucket) } as const;
  const statements = document.statements.filter(({ effect }) => effect === 'Deny');
  return {
    whole: compilePolicy(document, source),
    denies: compilePolicy({ ...document, statements }, source),
    isPublic: isPublicPolicy(document),
  };
}

const existingTag = 's3:existingobjecttag/';
const readers = new WeakMap<PolicyDocument, boolean>();

/** Whether a policy looks at the tags that an object has. */
export function readsExistingTags({ document }: CompiledPolicy): boolean {
  const known = readers.get(document);
  if (known !== undefined) return known;
  const reads = contextKeysOf(document).some((key) => key.toLowerCase().startsWith(existingTag));
  readers.set(document, reads);
  return reads;
}

const listReaders = new WeakMap<readonly CompiledPolicy[], boolean>();

/** Whether any of a caller's policies looks at the tags that an object has. */
export function anyReadsExistingTags(policies: readonly CompiledPolicy[]): boolean {
  const known = listReaders.get(policies);
  if (known !== undefined) return known;
  const reads = policies.some(readsExistingTags);
  listReaders.set(policies, reads);
  return reads;
}
