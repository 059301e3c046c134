import type { CompletedUpload, CompleteResult, CompleteUpload } from '../../uploads.ts';
import type { Database } from './database.ts';
import { objectValues } from './object-rows.ts';
import type { ObjectTables } from './objects.ts';
import { announce } from './outbox.ts';
import { selectUpload, type UploadRow, uploadOf } from './upload-rows.ts';
import { conditionFailure } from './version-chain.ts';

const onePart = 'WHERE part_set = ? AND number = ?';

/** Within a write: the chosen parts become an object, the upload goes and is remembered. */
export function completeUpload(
  tables: ObjectTables,
  input: CompleteUpload,
  completed: (bucketId: number, key: string, uploadId: string) => CompletedUpload | undefined,
): CompleteResult {
  const { database, chain, owners } = tables;
  const { bucketId, key, uploadId, etag, checksum } = input;
  const place: [number, string, string] = [bucketId, key, uploadId];
  const one = 'WHERE bucket = ? AND key = ? AND upload_id = ?';
  const row = database.query<UploadRow>(`${selectUpload} ${one}`).get(...place);
  if (row === undefined) {
    const earlier = completed(...place);
    if (earlier === undefined) return { kind: 'no-such-upload' };
    return { kind: 'already-completed', completed: earlier };
  }
  const failure = conditionFailure(input.condition, chain.current(bucketId, key));
  if (failure !== undefined) return failure;
  if (!matches(database, row.part_set, input.chosen)) return { kind: 'parts-changed' };
  const sizeBytes = choose(tables, row.part_set, input.chosen);
  const head = chain.advance(bucketId, key, row.owner, input.mode);
  const body = {
    sizeBytes,
    etag,
    checksum,
    blobId: null,
    partSet: row.part_set,
    partCount: input.chosen.length,
  };
  chain.putCurrent(objectValues(head, body, uploadOf(row, owners)));
  database.command(`DELETE FROM uploads ${one}`).run(...place);
  database
    .command(
      `INSERT INTO completed_uploads (bucket, key, upload_id, completed_ms, version_id, etag,
       checksum_algorithm, checksum_type, checksum, modified_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...place,
      head.modifiedMs,
      head.versionId,
      etag,
      checksum?.algorithm ?? null,
      checksum?.type ?? null,
      checksum?.value ?? null,
      head.modifiedMs,
    );
  const { versionId, sequence, modifiedMs } = head;
  announce(database, tables.surroundings.clock, input.announcements, versionId);
  return { kind: 'put', versionId, sequence, lastModifiedMs: modifiedMs };
}

/** Whether the parts that the caller looked at are still there. */
function matches(database: Database, partSet: number, chosen: CompleteUpload['chosen']): boolean {
  const blobOf = database.query<{ blob: number }>(`SELECT blob FROM parts ${onePart}`);
  return (
    chosen.length > 0 &&
    chosen.every((part) => blobOf.get(partSet, part.number)?.blob === part.blobId)
  );
}

/** Gives the chosen parts their place in the object and frees the others. @returns their size */
function choose(
  { database, ledger }: ObjectTables,
  partSet: number,
  chosen: CompleteUpload['chosen'],
): number {
  const numbers = new Set(chosen.map((part) => part.number));
  const all = database
    .query<{ number: number; size: number; blob: number }>(
      'SELECT number, size, blob FROM parts WHERE part_set = ? ORDER BY number',
    )
    .all(partSet);
  const setStart = database.command(`UPDATE parts SET start = ? ${onePart}`);
  const remove = database.command(`DELETE FROM parts ${onePart}`);
  let start = 0;
  for (const part of all) {
    if (numbers.has(part.number)) {
      if (start > 0) setStart.run(start, partSet, part.number);
      start += part.size;
    } else {
      ledger.release(part.blob);
      remove.run(partSet, part.number);
    }
  }
  return start;
}
