import { join } from 'node:path';
import { BlobFiles, fileBlockBytes } from '../blobs/files/blob-files.ts';
import { storedSize } from '../blobs/frame.ts';
import { segmentPath } from '../blobs/segments/segment-writer.ts';
import { type Disk, nodeDisk } from '../disk.ts';
import type { Finding } from './finding.ts';
import type { OpenMetadata } from './open-metadata.ts';
import { storedInSegment } from './rules/blob-rules.ts';

const pageSize = 10_000;

/** Compares what the metadata say about files with the files. The order is that of the disk. */
export async function* checkFiles(folder: string, metadata: OpenMetadata): AsyncGenerator<Finding> {
  yield* missingFiles(folder, metadata);
  yield* shortSegments(folder, metadata);
  yield* strayFiles(folder, metadata);
}

function filesOf(folder: string, disk: Disk = nodeDisk): BlobFiles {
  return new BlobFiles(disk, join(folder, 'files'), join(folder, 'incoming'));
}

async function* missingFiles(folder: string, metadata: OpenMetadata): AsyncGenerator<Finding> {
  const files = filesOf(folder);
  const page = metadata.rows<readonly [id: number, size: number]>(
    'SELECT id, size FROM blobs WHERE segment = 0 AND id > ? ORDER BY id LIMIT ?',
  );
  for (let after = 0; ; ) {
    const rows = page.all(after, pageSize);
    for (const [id, size] of rows) {
      after = id;
      const expected = storedSize(size, fileBlockBytes);
      const found = await nodeDisk.size(files.path(id));
      if (found === expected) continue;
      const what = found === undefined ? 'is missing' : `has ${found} bytes, not ${expected}`;
      yield {
        kind: found === undefined ? 'file-missing' : 'file-size',
        severity: 'damage',
        message: `the file of blob ${id} ${what}`,
        repair: undefined,
      };
    }
    if (rows.length < pageSize) return;
  }
}

/** Segments that end before the last blob in them does. */
async function* shortSegments(folder: string, metadata: OpenMetadata): AsyncGenerator<Finding> {
  const segments = metadata.rows<readonly [id: number, end: number]>(
    `SELECT segment, max(offset + ${storedInSegment}) FROM blobs WHERE segment > 0 GROUP BY segment`,
  );
  for (const [id, end] of segments.all()) {
    const found = await nodeDisk.size(segmentPath(join(folder, 'segments'), id));
    if (found !== undefined && found >= end) continue;
    const what = found === undefined ? 'is missing' : `has ${found} bytes, and blobs up to ${end}`;
    yield {
      kind: found === undefined ? 'segment-missing' : 'segment-size',
      severity: 'damage',
      message: `segment ${id} ${what}`,
      repair: undefined,
    };
  }
}

/** Files that the metadata do not know: nothing would ever remove them. */
async function* strayFiles(folder: string, metadata: OpenMetadata): AsyncGenerator<Finding> {
  const isSegment = metadata.rows('SELECT 1 FROM segments WHERE id = ?');
  const isFile = metadata.rows(
    `SELECT 1 FROM blobs WHERE id = ?1 AND segment = 0
     UNION ALL SELECT 1 FROM loose_files WHERE id = ?1`,
  );
  const isIncoming = metadata.rows('SELECT 1 FROM loose_files WHERE id = ?');
  const places = [
    { name: 'segments', query: isSegment },
    { name: 'incoming', query: isIncoming },
    ...(await subfolders(folder)).map((name) => ({ name, query: isFile })),
  ];
  for (const { name, query } of places) {
    for (const file of await listed(join(folder, name))) {
      const id = idOf(file);
      if (id !== undefined && query.get(id) !== undefined) continue;
      const path = join(folder, name, file);
      yield {
        kind: 'file-unknown',
        severity: 'leftover',
        message: `nothing refers to the file ${name}/${file}`,
        repair: { kind: 'remove-file', summary: 'it is removed', path },
      };
    }
  }
}

async function subfolders(folder: string): Promise<string[]> {
  return (await listed(join(folder, 'files'))).map((name) => join('files', name));
}

async function listed(folder: string): Promise<string[]> {
  try {
    return (await nodeDisk.list(folder)).sort();
  } catch {
    // What is missing in it is told blob by blob.
    return [];
  }
}

/** The number that names a file, in hexadecimal; undefined for what is no such name. */
function idOf(file: string): number | undefined {
  return /^[0-9a-f]{1,13}$/.test(file) ? Number.parseInt(file, 16) : undefined;
}
