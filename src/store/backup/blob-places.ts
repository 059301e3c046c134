import { join } from 'node:path';
import { BlobFiles, fileBlockBytes } from '../blobs/files/blob-files.ts';
import { frameHeaderBytes, openFrame, segmentBlockBytes, storedSize } from '../blobs/frame.ts';
import { segmentPath } from '../blobs/segments/segment-writer.ts';
import type { OpenMetadata } from '../check/open-metadata.ts';
import { storedInSegment } from '../check/rules/blob-rules.ts';
import { type Disk, nodeDisk } from '../disk.ts';

/** A blob within a stored file. */
export interface PlacedBlob {
  readonly id: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** A file of a data folder that holds blobs: a segment, or a large blob alone. */
export interface StoredFile {
  /** From the folder on, such as `segments/0000002a`. */
  readonly name: string;
  /** The bytes that blobs need: a segment may go on after them. */
  readonly sizeBytes: number;
  readonly blockBytes: number;
  blobs(): Iterable<PlacedBlob>;
}

const pageSize = 10_000;
type Row = readonly [id: number, size: number];

/** Every file that the blobs of a snapshot lie in. */
export function* storedFiles(metadata: OpenMetadata): Generator<StoredFile> {
  const segments = metadata.rows<readonly [id: number, end: number]>(
    `SELECT segment, max(offset + ${storedInSegment}) FROM blobs WHERE segment > 0 GROUP BY segment`,
  );
  const inSegment = metadata.rows<readonly [id: number, offset: number, size: number]>(
    'SELECT id, offset, size FROM blobs WHERE segment = ? ORDER BY offset',
  );
  for (const [segment, sizeBytes] of segments.all()) {
    const blobs = () =>
      inSegment.all(segment).map(([id, offset, size]) => ({ id, offset, sizeBytes: size }));
    const name = segmentPath('segments', segment);
    yield { name, sizeBytes, blockBytes: segmentBlockBytes, blobs };
  }
  const files = new BlobFiles(nodeDisk, 'files', 'incoming');
  const page = metadata.rows<Row>(
    'SELECT id, size FROM blobs WHERE segment = 0 AND id > ? ORDER BY id LIMIT ?',
  );
  for (let after = 0; ; ) {
    const rows = page.all(after, pageSize);
    for (const [id, size] of rows) {
      after = id;
      yield {
        name: files.path(id),
        sizeBytes: storedSize(size, fileBlockBytes),
        blockBytes: fileBlockBytes,
        blobs: () => [{ id, offset: 0, sizeBytes: size }],
      };
    }
    if (rows.length < pageSize) return;
  }
}

/**
 * Reads the blobs of a file and verifies every block.
 * @returns the blobs that are not whole
 */
export async function damagedBlobs(
  folder: string,
  file: StoredFile,
  disk: Disk = nodeDisk,
): Promise<number[]> {
  const damaged: number[] = [];
  const descriptor = await disk.open(join(folder, file.name), 'read').catch(() => undefined);
  try {
    for (const blob of file.blobs()) {
      const isWhole =
        descriptor !== undefined && (await isWholeBlob(descriptor, blob, file.blockBytes, disk));
      if (!isWhole) damaged.push(blob.id);
    }
  } finally {
    if (descriptor !== undefined) await disk.close(descriptor);
  }
  return damaged;
}

async function isWholeBlob(
  descriptor: number,
  { id, offset, sizeBytes }: PlacedBlob,
  blockBytes: number,
  disk: Disk,
): Promise<boolean> {
  for (let start = 0, index = 0; start < sizeBytes; start += blockBytes, index += 1) {
    const frame = Buffer.alloc(frameHeaderBytes + Math.min(blockBytes, sizeBytes - start));
    try {
      const position = offset + index * (frameHeaderBytes + blockBytes);
      if ((await disk.read(descriptor, frame, position)) < frame.length) return false;
      openFrame(frame, id, index);
    } catch {
      return false;
    }
  }
  return true;
}
