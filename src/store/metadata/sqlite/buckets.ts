import type {
  Bucket,
  BucketPage,
  Buckets,
  CreateBucketResult,
  ListBucketsInput,
  NewBucket,
} from '../../buckets.ts';
import { afterPrefix } from '../../key-order.ts';
import { justAfter } from '../../listing.ts';
import type { Clock } from '../../surroundings.ts';
import {
  assignments,
  type BucketRow,
  bucketColumns,
  bucketOf,
  packFlags,
  packTags,
} from './bucket-rows.ts';
import type { Database, Transaction } from './database.ts';

/** Compares greater than every text. */
const endOfTexts = new Uint8Array(0);
/** Buckets kept in memory while the revision stands still. */
const cacheLimit = 10_000;

/**
 * The buckets of an SQLite database.
 * @param released is told when blobs may have been freed
 */
export function sqliteBuckets(database: Database, clock: Clock, released: () => void): Buckets {
  const byName = database.query<BucketRow>(`SELECT ${bucketColumns} FROM buckets WHERE name = ?`);
  const cache = new Map<string, Bucket>();
  let cachedRevision = -1;

  function get(name: string): Bucket | undefined {
    const revision = database.revision('buckets');
    if (revision !== cachedRevision || cache.size > cacheLimit) {
      cache.clear();
      cachedRevision = revision;
    }
    const cached = cache.get(name);
    if (cached !== undefined) return cached;
    const row = byName.get(name);
    if (row === undefined) return undefined;
    const bucket = bucketOf(row);
    cache.set(name, bucket);
    return bucket;
  }

  return {
    create: (bucket) =>
      database.write((transaction) => create(database, clock, bucket, transaction)),
    get: async (name) => get(name),
    delete: async (bucketId) => {
      const result = await database.write((transaction) =>
        deleteBucket(database, bucketId, transaction),
      );
      if (result === 'deleted') released();
      return result;
    },
    list: async (input) => listBuckets(database, input),
    countOfAccount: async (accountId) =>
      database
        .query<{ count: number }>('SELECT count(*) AS count FROM buckets WHERE account_id = ?')
        .get(accountId)?.count ?? 0,
    update: (bucketId, change) =>
      database.write((transaction) => {
        const set = assignments(change);
        if (set.length === 0) return 'updated';
        const changed = database
          .command(`UPDATE buckets SET ${set.map(([name]) => `${name} = ?`).join()} WHERE id = ?`)
          .run(...set.map(([, value]) => value), bucketId);
        transaction.bump('buckets');
        return changed === 1 ? 'updated' : 'missing';
      }),
    ...configurations(database),
    revision: () => database.revision('buckets'),
    lastRevision: () => database.lastRevision('buckets'),
  };
}

function create(
  database: Database,
  clock: Clock,
  bucket: NewBucket,
  transaction: Transaction,
): CreateBucketResult {
  const byName = database.query<BucketRow>(`SELECT ${bucketColumns} FROM buckets WHERE name = ?`);
  const existing = byName.get(bucket.name);
  if (existing !== undefined) {
    if (existing.account_id !== bucket.accountId) return { kind: 'taken' };
    return { kind: 'owned-by-you', bucket: bucketOf(existing) };
  }
  database
    .command(
      'INSERT INTO buckets (name, account_id, owner_id, region, created_ms, versioning, ' +
        'object_ownership, public_access_block, policy, tags, object_lock) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)',
    )
    .run(
      bucket.name,
      bucket.accountId,
      bucket.ownerId,
      bucket.region,
      clock(),
      bucket.versioning ?? (bucket.objectLockEnabled ? 'Enabled' : 'Unversioned'),
      bucket.objectOwnership ?? null,
      packFlags(bucket.publicAccessBlock),
      packTags(bucket.tags),
      bucket.objectLockEnabled ? 1 : 0,
    );
  const row = byName.get(bucket.name);
  if (row === undefined) throw new Error('A bucket was not stored.');
  if (bucket.acl !== undefined) {
    database
      .command('INSERT INTO bucket_configurations (bucket, kind, text) VALUES (?, ?, ?)')
      .run(row.id, 'acl', bucket.acl);
  }
  transaction.bump('buckets');
  return { kind: 'created', bucket: bucketOf(row) };
}

function deleteBucket(
  database: Database,
  bucketId: number,
  transaction: Transaction,
): 'deleted' | 'missing' | 'not-empty' {
  const holds = (table: 'objects' | 'versions') =>
    database.query(`SELECT 1 FROM ${table} WHERE bucket = ? LIMIT 1`).get(bucketId) !== undefined;
  if (holds('objects') || holds('versions')) return 'not-empty';
  if (database.command('DELETE FROM buckets WHERE id = ?').run(bucketId) === 0) return 'missing';
  database.command('DELETE FROM bucket_configurations WHERE bucket = ?').run(bucketId);
  database
    .command(
      'INSERT INTO dropped_part_sets (part_set) SELECT part_set FROM uploads WHERE bucket = ?',
    )
    .run(bucketId);
  database.command('DELETE FROM uploads WHERE bucket = ?').run(bucketId);
  database.command('DELETE FROM completed_uploads WHERE bucket = ?').run(bucketId);
  transaction.bump('buckets');
  return 'deleted';
}

function listBuckets(database: Database, input: ListBucketsInput): BucketPage {
  const { accountId, limit } = input;
  const prefix = input.prefix ?? '';
  const after = input.after === undefined ? '' : justAfter(input.after);
  const rows = database
    .query<BucketRow>(
      `SELECT ${bucketColumns} FROM buckets WHERE account_id = ?1 AND name >= max(?2, ?3) ` +
        'AND name < ?4 AND (?5 IS NULL OR region = ?5) ORDER BY name LIMIT ?6',
    )
    .all(
      accountId,
      prefix,
      after,
      afterPrefix(prefix) ?? endOfTexts,
      input.region ?? null,
      limit + 1,
    );
  return { buckets: rows.slice(0, limit).map(bucketOf), truncated: rows.length > limit };
}

function configurations(
  database: Database,
): Pick<Buckets, 'configuration' | 'configured' | 'putConfiguration' | 'deleteConfiguration'> {
  const read = database.query<{ text: string }>(
    'SELECT text FROM bucket_configurations WHERE bucket = ? AND kind = ?',
  );
  return {
    configuration: async (bucketId, kind) => read.get(bucketId, kind)?.text,
    configured: async (kind, afterId, limit) =>
      database
        .query<BucketRow>(
          `SELECT ${bucketColumns} FROM buckets WHERE id > ?1 AND EXISTS (SELECT 1 FROM
           bucket_configurations WHERE bucket = id AND kind = ?2) ORDER BY id LIMIT ?3`,
        )
        .all(afterId, kind, limit)
        .map(bucketOf),
    putConfiguration: (bucketId, kind, text) =>
      database.write((transaction) => {
        const bucket = database.query('SELECT 1 FROM buckets WHERE id = ?').get(bucketId);
        if (bucket === undefined) return 'missing';
        database
          .command(
            'INSERT OR REPLACE INTO bucket_configurations (bucket, kind, text) VALUES (?, ?, ?)',
          )
          .run(bucketId, kind, text);
        transaction.bump('buckets');
        return 'updated';
      }),
    deleteConfiguration: (bucketId, kind) =>
      database.write((transaction) => {
        const deleted = database
          .command('DELETE FROM bucket_configurations WHERE bucket = ? AND kind = ?')
          .run(bucketId, kind);
        transaction.bump('buckets');
        return deleted === 1 ? 'deleted' : 'missing';
      }),
  };
}
