import { justAfter, type ListingSource, list } from '../../listing.ts';
import type {
  ChecksumAlgorithm,
  ListedDeleteMarker,
  ListedObject,
  ListedVersion,
  ListObjects,
  ListVersions,
  ObjectPage,
  VersionPage,
} from '../../objects.ts';
import { sequenceOfId } from '../../sortable-ids.ts';
import type { Database } from './database.ts';
import type { Owners } from './owners.ts';
import { nullVersion } from './version-chain.ts';

/** Compares greater than every text. */
const endOfTexts = new Uint8Array(0);

/** A page of a thousand keys costs what its columns cost: those of versions are read for versions. */
const objectColumns =
  'key, modified_ms, size, etag, storage_class, owner, checksum_algorithm, checksum_type, checksum';
const listedColumns = `${objectColumns}, sequence, version_id, is_marker`;

type ObjectRow = readonly [
  key: string,
  modifiedMs: number,
  size: number,
  etag: string,
  storageClass: string,
  owner: number,
  checksumAlgorithm: ChecksumAlgorithm | null,
  checksumType: 'FULL_OBJECT' | 'COMPOSITE' | null,
  checksum: string | null,
];

type ListedRow = readonly [
  ...columns: ObjectRow,
  sequence: number,
  versionId: string,
  isMarker: number,
];

function listedOf(row: ObjectRow | ListedRow, owners: Owners): ListedObject {
  const [key, lastModifiedMs, sizeBytes, etag, storageClass, owner, algorithm, type, value] = row;
  const { accountId, ownerId } = owners.owner(owner);
  const checksum =
    algorithm === null || type === null || value === null ? undefined : { algorithm, type, value };
  return { key, lastModifiedMs, sizeBytes, etag, storageClass, accountId, ownerId, checksum };
}

/** A page of current objects. */
export function listObjects(database: Database, owners: Owners, input: ListObjects): ObjectPage {
  const page = database.tuples<ObjectRow>(
    `SELECT ${objectColumns} FROM objects
     WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`,
  );
  const source: ListingSource<ObjectRow> = {
    keyOf: (row) => row[0],
    from: (key, bound, limit) => page.all(input.bucketId, key, bound ?? endOfTexts, limit),
    afterRow: (row, bound, limit) =>
      page.all(input.bucketId, justAfter(row[0]), bound ?? endOfTexts, limit),
  };
  const { rows, commonPrefixes, truncated, last } = list(source, input);
  const lastText = last === undefined || 'row' in last ? last?.row[0] : last.commonPrefix;
  return {
    objects: rows.map((row) => listedOf(row, owners)),
    commonPrefixes,
    truncated,
    next: truncated ? lastText : undefined,
  };
}

/** Versions and current objects of a bucket in one order: by key, the newest first. */
class VersionSource implements ListingSource<ListedRow> {
  readonly #database: Database;
  readonly #bucketId: number;

  constructor(database: Database, bucketId: number) {
    this.#database = database;
    this.#bucketId = bucketId;
  }

  keyOf(row: ListedRow): string {
    return row[0];
  }

  from(key: string, bound: string | undefined, limit: number): ListedRow[] {
    const range = 'bucket = ?1 AND key >= ?2 AND key < ?3';
    return this.#database
      .tuples<ListedRow>(
        `SELECT ${listedColumns} FROM objects WHERE ${range}
         UNION ALL SELECT ${listedColumns} FROM versions WHERE ${range}
         ORDER BY key, sequence DESC LIMIT ?4`,
      )
      .all(this.#bucketId, key, bound ?? endOfTexts, limit);
  }

  afterRow(row: ListedRow, bound: string | undefined, limit: number): ListedRow[] {
    const rest = this.olderThan(row[0], row[9], limit);
    if (rest.length === limit) return rest;
    return [...rest, ...this.from(justAfter(row[0]), bound, limit - rest.length)];
  }

  olderThan(key: string, sequence: number, limit: number): ListedRow[] {
    const place = 'bucket = ?1 AND key = ?2 AND sequence < ?3';
    return this.#database
      .tuples<ListedRow>(
        `SELECT ${listedColumns} FROM objects WHERE ${place}
         UNION ALL SELECT ${listedColumns} FROM versions WHERE ${place}
         ORDER BY sequence DESC LIMIT ?4`,
      )
      .all(this.#bucketId, key, sequence, limit);
  }

  newest(key: string): ListedRow | undefined {
    return this.from(key, justAfter(key), 1)[0];
  }

  /** The sequence of a marker's version, which may have been deleted since it was listed. */
  sequenceOf(key: string, versionId: string): number | undefined {
    if (versionId !== nullVersion) return sequenceOfId(versionId);
    const place = 'bucket = ?1 AND key = ?2 AND version_id = ?3';
    return this.#database
      .query<{ sequence: number }>(
        `SELECT sequence FROM objects WHERE ${place}
         UNION ALL SELECT sequence FROM versions WHERE ${place}`,
      )
      .get(this.#bucketId, key, versionId)?.sequence;
  }
}

/** A page of versions and delete markers. */
export function listVersions(database: Database, owners: Owners, input: ListVersions): VersionPage {
  const { bucketId, keyMarker, versionIdMarker } = input;
  const source = new VersionSource(database, bucketId);
  const rest =
    versionIdMarker === undefined || keyMarker === ''
      ? undefined
      : (limit: number) => {
          // A null version that is gone leaves no trace of its place: list the key from its start.
          const marker = source.sequenceOf(keyMarker, versionIdMarker) ?? Number.MAX_SAFE_INTEGER;
          return source.olderThan(keyMarker, marker, limit);
        };
  const { rows, commonPrefixes, truncated, last } = list(
    source,
    { ...input, after: keyMarker },
    rest,
  );
  const latest = latestRows(source, rows);
  const lastRow = last !== undefined && 'row' in last ? last.row : undefined;
  const lastPrefix = last !== undefined && 'commonPrefix' in last ? last.commonPrefix : undefined;
  return {
    versions: rows.map((row) => listedVersionOf(row, latest.has(row), owners)),
    commonPrefixes,
    truncated,
    nextKeyMarker: truncated ? (lastRow?.[0] ?? lastPrefix) : undefined,
    nextVersionIdMarker: truncated ? lastRow?.[10] : undefined,
  };
}

/** Of rows in order the first of each key is the latest; the first of a page may be a later one. */
function latestRows(source: VersionSource, rows: readonly ListedRow[]): Set<ListedRow> {
  const latest = new Set<ListedRow>();
  let key: string | undefined;
  for (const row of rows) {
    const isFirst = row[0] !== key;
    const isNewest = isFirst && (key !== undefined || source.newest(row[0])?.[9] === row[9]);
    if (isNewest) latest.add(row);
    key = row[0];
  }
  return latest;
}

function listedVersionOf(
  row: ListedRow,
  isLatest: boolean,
  owners: Owners,
): ListedVersion | ListedDeleteMarker {
  const sequence = row[9];
  const versionId = row[10];
  const listed = listedOf(row, owners);
  if (row[11] === 0) return { isDeleteMarker: false, ...listed, versionId, sequence, isLatest };
  const { key, lastModifiedMs, accountId, ownerId } = listed;
  return {
    isDeleteMarker: true,
    key,
    lastModifiedMs,
    accountId,
    ownerId,
    versionId,
    sequence,
    isLatest,
  };
}
