import type { ByteRange } from '../../blobs/blobs.ts';
import type {
  DeleteObject,
  DeleteResult,
  DeleteVersion,
  DeleteVersionResult,
  ObjectPart,
  Objects,
  ObjectVersion,
  PutObject,
  PutResult,
  Retention,
  Version,
  VersionChange,
} from '../../objects.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { BlobLedger } from './blob-ledger.ts';
import { packTags } from './bucket-rows.ts';
import type { Database, SqlValue } from './database.ts';
import { listObjects, listVersions } from './object-listing.ts';
import { objectValues, selectVersion, type VersionRow, versionOf } from './object-rows.ts';
import { announce } from './outbox.ts';
import type { Owners } from './owners.ts';
import { renamedWith, renameObject } from './rename.ts';
import { type BlobKeeper, takeOver } from './take-over.ts';
import { conditionFailure, type LinkRow, type VersionChain } from './version-chain.ts';

export interface ObjectTables {
  readonly database: Database;
  readonly surroundings: Surroundings;
  readonly ledger: BlobLedger;
  readonly chain: VersionChain;
  readonly owners: Owners;
  readonly keeper: BlobKeeper;
}

/** The objects of an SQLite database. */
export function sqliteObjects(tables: ObjectTables): Objects {
  const { database, owners, keeper } = tables;
  const reader = new VersionReader(database, owners);
  const renaming = { database, chain: tables.chain, clock: tables.surroundings.clock };
  const after = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change;
    keeper.released();
    return result;
  };
  return {
    put: (object) => put(tables, object),
    current: async (bucketId, key) => reader.current(bucketId, key),
    version: async (bucketId, key, versionId) => reader.version(bucketId, key, versionId),
    delete: async (input) => {
      const owner = await owners.number(input);
      return after(database.write(() => deleteObject(tables, input, owner)));
    },
    deleteVersion: (input) => after(database.write(() => deleteVersion(tables, input))),
    update: (bucketId, key, versionId, change) =>
      database.write(() => updateVersion(tables, [bucketId, key, versionId], change)),
    replaceRetention: (bucketId, version, retention) =>
      database.write(() => replaceRetention(database, bucketId, version, retention)),
    rename: (input) => after(database.write(() => renameObject(renaming, input))),
    renamed: async (bucketId, token) => renamedWith(renaming, bucketId, token),
    parts: async (partSet, range) => readParts(database, partSet, range),
    list: async (input) => listObjects(database, owners, input),
    listVersions: async (input) => listVersions(database, owners, input),
  };
}

async function put(tables: ObjectTables, object: PutObject): Promise<PutResult> {
  const { database, chain, ledger, keeper } = tables;
  const { bucketId, key, blob } = object;
  const owner = await tables.owners.number(object);
  return takeOver<PutResult>(database, keeper, blob, () => {
    if (!chain.bucketExists(bucketId)) return { kind: 'no-such-bucket' };
    if (object.condition !== undefined) {
      const failure = conditionFailure(object.condition, chain.current(bucketId, key));
      if (failure !== undefined) return failure;
    }
    const head = chain.advance(bucketId, key, owner, object.mode);
    ledger.register(blob);
    const { sizeBytes, etag, checksum } = object;
    const blobId = blob.id === 0 ? null : blob.id;
    const body = { sizeBytes, etag, checksum, blobId, partSet: null, partCount: null };
    chain.putCurrent(objectValues(head, body, object));
    const { versionId, sequence, modifiedMs } = head;
    announce(database, tables.surroundings.clock, object.announcements, versionId);
    return { kind: 'put', versionId, sequence, lastModifiedMs: modifiedMs };
  });
}

function deleteObject(tables: ObjectTables, input: DeleteObject, owner: number): DeleteResult {
  const { chain, database, surroundings } = tables;
  const { bucketId, key, mode } = input;
  const tell = (versionId: string) =>
    announce(database, surroundings.clock, input.announcements, versionId);
  if (!chain.bucketExists(bucketId)) return { kind: 'no-such-bucket' };
  const current = chain.current(bucketId, key);
  const failure = conditionFailure(input.condition, current);
  if (failure !== undefined) return failure;
  if (mode === 'remove') {
    if (current !== undefined) {
      chain.removeCurrent(bucketId, key, current);
      tell(current.version_id);
    }
    return { kind: 'removed', existed: current !== undefined, sequence: current?.sequence ?? 0 };
  }
  const versions = mode === 'marker' ? 'new-version' : 'replace-null';
  const head = chain.advance(bucketId, key, owner, versions);
  tell(head.versionId);
  return chain.mark(head);
}

function deleteVersion(tables: ObjectTables, input: DeleteVersion): DeleteVersionResult {
  const { chain } = tables;
  const { bucketId, key, versionId } = input;
  if (!chain.bucketExists(bucketId)) return { kind: 'no-such-bucket' };
  const current = chain.current(bucketId, key);
  const isCurrent = current?.version_id === versionId;
  const found = isCurrent ? current : chain.past(bucketId, key, versionId);
  const failure = conditionFailure(input.condition, found);
  if (failure !== undefined) return failure;
  if (found === undefined) return { kind: 'missing' };
  if (isLocked(found, input.bypassGovernance === true, tables.surroundings.clock())) {
    return { kind: 'locked' };
  }
  if (isCurrent) chain.removeCurrent(bucketId, key, found);
  else chain.removePast(bucketId, key, found);
  announce(tables.database, tables.surroundings.clock, input.announcements, versionId);
  return { kind: 'deleted', wasDeleteMarker: found.is_marker === 1, sequence: found.sequence };
}

function isLocked(link: LinkRow, bypassGovernance: boolean, nowMs: number): boolean {
  if (link.legal_hold === 1) return true;
  if (link.lock_mode === null || link.lock_until_ms === null) return false;
  if (link.lock_until_ms <= nowMs) return false;
  return link.lock_mode === 'COMPLIANCE' || !bypassGovernance;
}

function updateVersion(
  { database, surroundings }: ObjectTables,
  place: readonly [bucketId: number, key: string, versionId: string],
  change: VersionChange,
): 'updated' | 'missing' {
  const set: [column: string, value: SqlValue][] = [];
  if ('tags' in change) set.push(['tags', packTags(change.tags)]);
  if ('acl' in change) set.push(['acl', change.acl ?? null]);
  if ('retention' in change) {
    set.push(['lock_mode', change.retention?.mode ?? null]);
    set.push(['lock_until_ms', change.retention?.untilMs ?? null]);
  }
  if ('legalHold' in change) {
    set.push(['legal_hold', change.legalHold === undefined ? null : change.legalHold ? 1 : 0]);
  }
  if (change.storageClass !== undefined) set.push(['storage_class', change.storageClass]);
  // Even a change of nothing tells whether the version is there.
  const columns = set.length === 0 ? 'size = size' : set.map(([name]) => `${name} = ?`).join();
  const values = set.map(([, value]) => value);
  for (const table of ['objects', 'versions']) {
    const update = database.command(
      `UPDATE ${table} SET ${columns}
       WHERE bucket = ? AND key = ? AND version_id = ? AND is_marker = 0
         AND coalesce(?, sequence) = sequence`,
    );
    if (update.run(...values, ...place, change.ifSequence ?? null) !== 1) continue;
    announce(database, surroundings.clock, change.announcements, place[2]);
    return 'updated';
  }
  return 'missing';
}

/** The retention that the caller saw is part of the condition: `IS` compares absent ones too. */
function replaceRetention(
  database: Database,
  bucketId: number,
  { key, versionId, retention: seen }: Pick<ObjectVersion, 'key' | 'versionId' | 'retention'>,
  wanted: Retention | undefined,
): 'updated' | 'changed' {
  const values = [wanted?.mode ?? null, wanted?.untilMs ?? null, bucketId, key, versionId];
  for (const table of ['objects', 'versions']) {
    const update = database.command(
      `UPDATE ${table} SET lock_mode = ?, lock_until_ms = ?
       WHERE bucket = ? AND key = ? AND version_id = ? AND is_marker = 0
         AND lock_mode IS ? AND lock_until_ms IS ?`,
    );
    if (update.run(...values, seen?.mode ?? null, seen?.untilMs ?? null) === 1) return 'updated';
  }
  return 'changed';
}

/** Versions that are kept in memory until something is committed: 1 to 4 KiB each. */
const recentVersionsLimit = 4_096;

class VersionReader {
  readonly #database: Database;
  readonly #owners: Owners;
  readonly #recent = new Map<string, Version>();
  #stamp = 0;

  constructor(database: Database, owners: Owners) {
    this.#database = database;
    this.#owners = owners;
  }

  /** The row of a hot object is looked up once for each commit, not once for each GET. */
  current(bucketId: number, key: string): Version | undefined {
    const stamp = this.#database.stamp();
    if (stamp !== this.#stamp || this.#recent.size >= recentVersionsLimit) this.#recent.clear();
    this.#stamp = stamp;
    const name = `${bucketId} ${key}`;
    const recent = this.#recent.get(name);
    if (recent !== undefined) return recent;
    const version = this.#readCurrent(bucketId, key);
    if (version !== undefined) this.#recent.set(name, version);
    return version;
  }

  #readCurrent(bucketId: number, key: string): Version | undefined {
    const where = 'WHERE v.bucket = ? AND v.key = ?';
    const row = this.#database
      .query<VersionRow>(`${selectVersion('objects')} ${where}`)
      .get(bucketId, key);
    if (row !== undefined) return versionOf(row, true, this.#owners);
    const marker = this.#database
      .query<VersionRow>(`${selectVersion('versions')} ${where} ORDER BY v.sequence DESC LIMIT 1`)
      .get(bucketId, key);
    return marker === undefined ? undefined : versionOf(marker, true, this.#owners);
  }

  version(bucketId: number, key: string, versionId: string): Version | undefined {
    const where = 'WHERE v.bucket = ? AND v.key = ? AND v.version_id = ?';
    for (const table of ['objects', 'versions'] as const) {
      const row = this.#database
        .query<VersionRow>(`${selectVersion(table)} ${where}`)
        .get(bucketId, key, versionId);
      if (row === undefined) continue;
      const isLatest = table === 'objects' || this.#newest(bucketId, key) === row.sequence;
      return versionOf(row, isLatest, this.#owners);
    }
    return undefined;
  }

  #newest(bucketId: number, key: string): number | undefined {
    const place = [bucketId, key];
    const current = this.#database
      .query<{ sequence: number }>('SELECT sequence FROM objects WHERE bucket = ? AND key = ?')
      .get(...place);
    if (current !== undefined) return current.sequence;
    return this.#database
      .query<{ sequence: number }>(
        `SELECT sequence FROM versions WHERE bucket = ? AND key = ?
         ORDER BY sequence DESC LIMIT 1`,
      )
      .get(...place)?.sequence;
  }
}

interface PartRow {
  readonly number: number;
  readonly start: number;
  readonly size: number;
  readonly etag: string;
  readonly checksum: string | null;
  readonly blob: number;
  readonly segment: number | null;
  readonly offset: number | null;
  readonly blob_size: number | null;
}

function readParts(
  database: Database,
  partSet: number,
  range: ByteRange = { start: 0, end: Number.MAX_SAFE_INTEGER },
): ObjectPart[] {
  return database
    .query<PartRow>(
      `SELECT p.number, p.start, p.size, p.etag, p.checksum, p.blob,
              b.segment, b.offset, b.size AS blob_size
       FROM parts p LEFT JOIN blobs b ON b.id = p.blob
       WHERE p.part_set = ? AND p.start < ? AND p.start + p.size > ? ORDER BY p.number`,
    )
    .all(partSet, range.end, range.start)
    .map((row) => ({
      number: row.number,
      startBytes: row.start,
      sizeBytes: row.size,
      etag: row.etag,
      checksum: row.checksum ?? undefined,
      blob: {
        id: row.blob,
        sizeBytes: row.blob_size ?? 0,
        segment: row.segment ?? 0,
        offset: row.offset ?? 0,
      },
    }));
}
