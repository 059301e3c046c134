import { nextSequence, sequenceOfId, sortableId } from '../../sortable-ids.ts';
import type { CompletedUpload, NewUpload, PutPart, Upload, Uploads } from '../../uploads.ts';
import type { Database } from './database.ts';
import { type ChecksumColumns, checksumOf } from './object-rows.ts';
import type { ObjectTables } from './objects.ts';
import { takeOver } from './take-over.ts';
import { completeUpload } from './upload-completion.ts';
import { listParts, listUploads } from './upload-listing.ts';
import { attributesOf, selectUpload, type UploadRow, uploadOf } from './upload-rows.ts';

const oneUpload = 'WHERE bucket = ? AND key = ? AND upload_id = ?';

/** The multipart uploads of an SQLite database. */
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
