import type {
  Bucket,
  BucketChange,
  ObjectOwnership,
  PublicAccessBlock,
  Tag,
  VersioningState,
} from '../../buckets.ts';
import type { SqlValue } from './database.ts';

export interface BucketRow {
  readonly id: number;
  readonly name: string;
  readonly account_id: string;
  readonly owner_id: string;
  readonly region: string;
  readonly created_ms: number;
  readonly versioning: VersioningState;
  readonly object_ownership: ObjectOwnership | null;
  readonly public_access_block: number | null;
  readonly policy: string | null;
  readonly tags: string | null;
  readonly object_lock: number;
}

export const bucketColumns =
  'id, name, account_id, owner_id, region, created_ms, versioning, object_ownership, ' +
  'public_access_block, policy, tags, object_lock';
/** The four flags as one number, NULL for none. */
export function packFlags(block: PublicAccessBlock | undefined): number | null {
  if (block === undefined) return null;
  return (
    (block.blockPublicAcls ? 1 : 0) +
    (block.ignorePublicAcls ? 2 : 0) +
    (block.blockPublicPolicy ? 4 : 0) +
    (block.restrictPublicBuckets ? 8 : 0)
  );
}

function unpackFlags(flags: number | null): PublicAccessBlock | undefined {
  if (flags === null) return undefined;
  return {
    blockPublicAcls: (flags & 1) !== 0,
    ignorePublicAcls: (flags & 2) !== 0,
    blockPublicPolicy: (flags & 4) !== 0,
    restrictPublicBuckets: (flags & 8) !== 0,
  };
}

/** Tags as JSON text, in their order; NULL for none. */
export function packTags(tags: readonly Tag[] | undefined): string | null {
  return tags === undefined ? null : JSON.stringify(tags.map((tag) => [tag.key, tag.value]));
}

/** The tags of a column that `packTags` filled. */
export function unpackTags(text: string | null): readonly Tag[] | undefined {
  if (text === null) return undefined;
  const pairs: [string, string][] = JSON.parse(text);
  return pairs.map(([key, value]) => ({ key, value }));
}

/** A row as the contract has it. */
export function bucketOf(row: BucketRow): Bucket {
  return {
    id: row.id,
    name: row.name,
    accountId: row.account_id,
    ownerId: row.owner_id,
    region: row.region,
    createdAtMs: row.created_ms,
    versioning: row.versioning,
    objectOwnership: row.object_ownership ?? undefined,
    publicAccessBlock: unpackFlags(row.public_access_block),
    policy: row.policy ?? undefined,
    tags: unpackTags(row.tags),
    objectLockEnabled: row.object_lock === 1,
  };
}

/** The columns that a change sets, with their values. */
export function assignments(change: BucketChange): [column: string, value: SqlValue][] {
  const set: [string, SqlValue][] = [];
  if (change.versioning !== undefined) set.push(['versioning', change.versioning]);
  if ('objectOwnership' in change) set.push(['object_ownership', change.objectOwnership ?? null]);
  if ('publicAccessBlock' in change) {
    set.push(['public_access_block', packFlags(change.publicAccessBlock)]);
  }
  if ('policy' in change) set.push(['policy', change.policy ?? null]);
  if ('tags' in change) set.push(['tags', packTags(change.tags)]);
  if (change.objectLockEnabled !== undefined) {
    set.push(['object_lock', change.objectLockEnabled ? 1 : 0]);
  }
  return set;
}
