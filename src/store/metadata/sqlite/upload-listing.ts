import { justAfter, type ListingSource, list } from '../../listing.ts';
import type { ListUploads, PartPage, UploadPage } from '../../uploads.ts';
import type { Database } from './database.ts';
import type { Owners } from './owners.ts';
import { selectUpload, type UploadRow, uploadOf } from './upload-rows.ts';

/** Compares greater than every text. */
const endOfTexts = new Uint8Array(0);

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

/** A page of an upload's parts, by number. */
export function listParts(
  database: Database,
  partSet: number,
  after: number,
  limit: number,
): PartPage {
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

/** A page of uploads that are not completed. */
export function listUploads(database: Database, owners: Owners, input: ListUploads): UploadPage {
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
