import { justAfter, type ListingSource, list } from '../../listing.ts';
import type { ChecksumAlgorithm, ObjectAttributes } from '../../objects.ts';
import { nextSequence, sequenceOfId, sortableId } from '../../sortable-ids.ts';
import type {
  CompletedUpload,
  ListUploads,
  NewUpload,
  PartPage,
  PutPart,
  Upload,
  UploadPage,
  Uploads,
} from '../../uploads.ts';
import type { Database } from './database.ts';
import { type ChecksumColumns, checksumOf } from './object-rows.ts';
import type { ObjectTables } from './objects.ts';
import type { Owners } from './owners.ts';
import { takeOver } from './take-over.ts';
import { completeUpload } from './upload-completion.ts';

/** Compares greater than every text. */
const endOfTexts = new Uint8Array(0);

export interface UploadRow {
  readonly bucket: number;
  readonly key: string;
  readonly upload_id: string;
  readonly initiated_ms: number;
  readonly owner: number;
  readonly initiator_arn: string;
  readonly initiator_name: string;
  readonly checksum_algorithm: ChecksumAlgorithm | null;
  readonly checksum_type: 'FULL_OBJECT' | 'COMPOSITE' | null;
  readonly part_set: number;
  readonly attributes: string;
}

export const selectUpload = `SELECT bucket, key, upload_id, initiated_ms, owner, initiator_arn,
  initiator_name, checksum_algorithm, checksum_type, part_set, attributes FROM uploads`;
const oneUpload = 'WHERE bucket = ? AND key = ? AND upload_id = ?';

export function sqliteUploads(tables: ObjectTables): Uploads {
  const { database, owners, keeper } = tables;
  const one = database.query<UploadRow>(`${selectUpload} ${oneUpload}`);
  const done = database.query<
    ChecksumColumns & { version_id: string; etag: string; modified_ms: number }
  >(
    `SELECT version_id, etag, checksum_algorithm, checksum_type, checksum, modified_ms
     FROM completed_uploads ${oneUpload}`,
  );
  const completed = (...place: [number, string, string]): CompletedUpload | undefined => {
    const row = done.get(...place);
    if (row === undefined) return undefined;
    const { version_id: versionId, etag, modified_ms: lastModifiedMs } = row;
    return { versionId, etag, checksum: checksumOf(row), lastModifiedMs };
  };
  return {
    create: (upload) => create(tables, upload),
    get: async (...place) => {
      const row = one.get(...place);
      return row === undefined ? undefined : uploadOf(row, owners);
    },
    completed: async (...place) => completed(...place),
    putPart: (part) => putPart(tables, part),
    parts: async (upload, after, limit) => listParts(database, upload.partSet, after, limit),
    list: async (input) => listUploads(database, owners, input),
    complete: async (input) => {
      const result = await database.write(() => completeUpload(tables, input, completed));
      keeper.released();
      return result;
    },
    abort: async (...place) => {
      const result = await database.write(() => abort(database, place));
      if (result === 'aborted') keeper.released();
      return result;
    },
    forgetCompleted: (beforeMs) =>
      database.write(() =>
        database.command('DELETE FROM completed_uploads WHERE completed_ms < ?').run(beforeMs),
      ),
  };
}

export function uploadOf(row: UploadRow, owners: Owners): Upload {
  const attributes: ObjectAttributes = JSON.parse(row.attributes);
  return {
    ...attributes,
    ...owners.owner(row.owner),
    bucketId: row.bucket,
    key: row.key,
    uploadId: row.upload_id,
    initiatedAtMs: row.initiated_ms,
    initiator: { arn: row.initiator_arn, displayName: row.initiator_name },
    checksumAlgorithm: row.checksum_algorithm ?? undefined,
    checksumType: row.checksum_type ?? undefined,
    partSet: row.part_set,
  };
}

/** The attributes alone, without what has columns of its own. */
function attributesOf(upload: NewUpload): ObjectAttributes {
  return {
    contentType: upload.contentType,
    cacheControl: upload.cacheControl,
    contentDisposition: upload.contentDisposition,
    contentEncoding: upload.contentEncoding,
    contentLanguage: upload.contentLanguage,
    expires: upload.expires,
    userMetadata: upload.userMetadata,
    storageClass: upload.storageClass,
    websiteRedirectLocation: upload.websiteRedirectLocation,
    tags: upload.tags,
    acl: upload.acl,
    encryption: upload.encryption,
    retention: upload.retention,
    legalHold: upload.legalHold,
  };
}

async function create(
  { database, chain, owners, surroundings }: ObjectTables,
  upload: NewUpload,
): Promise<Upload | { readonly kind: 'no-such-bucket' }> {
  const owner = await owners.number(upload);
  const { bucketId, key, initiator } = upload;
  const nextSet = database.query<{ next: number }>(
    "SELECT next FROM id_ranges WHERE name = 'part-set'",
  );
  const advanceSet = database.command(
    "INSERT OR REPLACE INTO id_ranges (name, next) VALUES ('part-set', ?)",
  );
  const insert = database.command(
    `INSERT INTO uploads (bucket, key, upload_id, initiated_ms, owner, initiator_arn,
     initiator_name, checksum_algorithm, checksum_type, part_set, attributes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const newest = database.query<{ upload_id: string }>(
    'SELECT upload_id FROM uploads WHERE bucket = ? AND key = ? ' +
      'ORDER BY upload_id DESC LIMIT 1',
  );
  return database.write(() => {
    if (!chain.bucketExists(bucketId)) return { kind: 'no-such-bucket' };
    const partSet = nextSet.get()?.next ?? 1;
    advanceSet.run(partSet + 1);
    const previous = sequenceOfId(newest.get(bucketId, key)?.upload_id ?? '') ?? 0;
    const sequence = nextSequence(surroundings.clock, previous);
    const uploadId = sortableId(sequence, surroundings.randomBytes);
    const initiatedAtMs = surroundings.clock();
    const attributes = attributesOf(upload);
    insert.run(
      bucketId,
      key,
      uploadId,
      initiatedAtMs,
      owner,
      initiator.arn,
      initiator.displayName,
      upload.checksumAlgorithm ?? null,
      upload.checksumType ?? null,
      partSet,
      JSON.stringify(attributes),
    );
    return { ...upload, uploadId, initiatedAtMs, partSet };
  });
}

function putPart(
  { database, ledger, keeper, surroundings }: ObjectTables,
  part: PutPart,
): ReturnType<Uploads['putPart']> {
  const { bucketId, key, uploadId, number, blob } = part;
  const find = database.query<{ part_set: number }>(`SELECT part_set FROM uploads ${oneUpload}`);
  const old = database.query<{ blob: number }>(
    'SELECT blob FROM parts WHERE part_set = ? AND number = ?',
  );
  const store = database.command(
    `INSERT OR REPLACE INTO parts (part_set, number, start, size, etag, checksum, modified_ms, blob)
     VALUES (?, ?, 0, ?, ?, ?, ?, ?)`,
  );
  return takeOver<Awaited<ReturnType<Uploads['putPart']>>>(database, keeper, blob, () => {
    const upload = find.get(bucketId, key, uploadId);
    if (upload === undefined) return { kind: 'no-such-upload' };
    const replaced = old.get(upload.part_set, number);
    if (replaced !== undefined) ledger.release(replaced.blob);
    ledger.register(blob);
    const lastModifiedMs = surroundings.clock();
    const { sizeBytes, etag, checksum } = part;
    store.run(upload.part_set, number, sizeBytes, etag, checksum ?? null, lastModifiedMs, blob.id);
    return { kind: 'put', lastModifiedMs };
  });
}

interface PartRow {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly checksum: string | null;
  readonly modified_ms: number;
  readonly blob: number;
  readonly segment: number | null;
  readonly offset: number | null;
  readonly blob_size: number | null;
}

function listParts(database: Database, partSet: number, after: number, limit: number): PartPage {
  const rows = database
    .query<PartRow>(
      `SELECT p.number, p.size, p.etag, p.checksum, p.modified_ms, p.blob,
              b.segment, b.offset, b.size AS blob_size
       FROM parts p LEFT JOIN blobs b ON b.id = p.blob
       WHERE p.part_set = ? AND p.number > ? ORDER BY p.number LIMIT ?`,
    )
    .all(partSet, after, limit + 1);
  const parts = rows.slice(0, limit).map((row) => ({
    number: row.number,
    sizeBytes: row.size,
    etag: row.etag,
    checksum: row.checksum ?? undefined,
    lastModifiedMs: row.modified_ms,
    blob: {
      id: row.blob,
      sizeBytes: row.blob_size ?? 0,
      segment: row.segment ?? 0,
      offset: row.offset ?? 0,
    },
  }));
  return { parts, truncated: rows.length > limit };
}

function listUploads(database: Database, owners: Owners, input: ListUploads): UploadPage {
  const { bucketId, keyMarker, uploadIdMarker } = input;
  const page = database.query<UploadRow>(
    `${selectUpload} WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key, upload_id LIMIT ?`,
  );
  const restOfKey = database.query<UploadRow>(
    `${selectUpload} WHERE bucket = ? AND key = ? AND upload_id > ? ORDER BY upload_id LIMIT ?`,
  );
  const source: ListingSource<UploadRow> = {
    keyOf: (row) => row.key,
    from: (key, bound, limit) => page.all(bucketId, key, bound ?? endOfTexts, limit),
    afterRow: (row, bound, limit) => {
      const rest = restOfKey.all(bucketId, row.key, row.upload_id, limit);
      if (rest.length === limit) return rest;
      const others = page.all(
        bucketId,
        justAfter(row.key),
        bound ?? endOfTexts,
        limit - rest.length,
      );
      return [...rest, ...others];
    },
  };
  const rest =
    keyMarker === '' || uploadIdMarker === undefined
      ? undefined
      : (limit: number) => restOfKey.all(bucketId, keyMarker, uploadIdMarker, limit);
  const listing = list(source, { ...input, after: keyMarker }, rest);
  const { last, truncated } = listing;
  const lastRow = last !== undefined && 'row' in last ? last.row : undefined;
  const lastPrefix = last !== undefined && 'commonPrefix' in last ? last.commonPrefix : undefined;
  return {
    uploads: listing.rows.map((row) => uploadOf(row, owners)),
    commonPrefixes: listing.commonPrefixes,
    truncated,
    nextKeyMarker: truncated ? (lastRow?.key ?? lastPrefix) : undefined,
    nextUploadIdMarker: truncated ? lastRow?.upload_id : undefined,
  };
}

function abort(
  database: Database,
  place: [bucketId: number, key: string, uploadId: string],
): 'aborted' | 'no-such-upload' {
  const upload = database.query<UploadRow>(`${selectUpload} ${oneUpload}`).get(...place);
  if (upload === undefined) return 'no-such-upload';
  database.command(`DELETE FROM uploads ${oneUpload}`).run(...place);
  database.command('INSERT INTO dropped_part_sets (part_set) VALUES (?)').run(upload.part_set);
  return 'aborted';
}
