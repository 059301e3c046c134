import { fileBlockBytes } from '../../blobs/files/blob-files.ts';
import { frameHeaderBytes, segmentBlockBytes } from '../../blobs/frame.ts';
import type { Rule } from './rule.ts';

/** Every reference to a blob; 0 is the blob of no bytes, which has no row. */
export const blobReferences = `
  SELECT blob AS id FROM objects WHERE blob > 0
  UNION ALL SELECT blob FROM versions WHERE blob > 0
  UNION ALL SELECT blob FROM parts WHERE blob > 0`;

/** SQL for the bytes that a blob of `size` takes in blocks of that many bytes. */
export function storedSizeSql(size: string, blockBytes: number): string {
  return `(${size} + ${frameHeaderBytes} * ((${size} + ${blockBytes - 1}) / ${blockBytes}))`;
}

export const storedInSegment = storedSizeSql('size', segmentBlockBytes);
export const storedInFile = storedSizeSql('size', fileBlockBytes);

/** Counts what lives in each segment anew. */
export const recountLiveBytes = `UPDATE segments SET live =
  (SELECT coalesce(sum(${storedInSegment}), 0) FROM blobs WHERE segment = segments.id)`;

/** Objects that refer to a blob, for messages. */
const ownerOf = (blob: string) => `coalesce(
  (SELECT b.name || '/' || o.key FROM objects o
     JOIN buckets b ON b.id = o.bucket WHERE o.blob = ${blob}),
  (SELECT b.name || '/' || v.key || ' version ' || v.version_id FROM versions v
     JOIN buckets b ON b.id = v.bucket WHERE v.blob = ${blob}),
  'a part of an upload or object')`;

export const blobRules: readonly Rule[] = [
  {
    kind: 'blob-without-row',
    severity: 'damage',
    find: `SELECT id, ${ownerOf('refs.id')} FROM (${blobReferences}) refs
      WHERE NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.id = refs.id)`,
    message: ([blob, owner]) => `blob ${blob} of ${owner} has no place: its bytes are lost`,
  },
  {
    kind: 'blob-shared',
    severity: 'damage',
    find: `SELECT id, count(*) FROM (${blobReferences}) GROUP BY id HAVING count(*) > 1`,
    message: ([blob, count]) =>
      `blob ${blob} belongs to ${count} objects or parts: deleting one takes the bytes of all`,
  },
  {
    kind: 'blob-unreferenced',
    severity: 'leftover',
    find: `SELECT id, size FROM blobs WHERE id NOT IN (${blobReferences})`,
    message: ([blob, size]) => `blob ${blob} of ${size} bytes belongs to nothing`,
    repair: {
      summary: 'its space is given back',
      statements: ([blob = null]) => [
        {
          sql: `INSERT OR IGNORE INTO loose_files (id, process, since_ms)
            SELECT id, NULL, 0 FROM blobs WHERE id = ? AND segment = 0`,
          values: [blob],
        },
        { sql: 'DELETE FROM blobs WHERE id = ?', values: [blob] },
      ],
    },
  },
  {
    kind: 'blob-given-up',
    severity: 'damage',
    find: 'SELECT id, size FROM blobs WHERE segment = 0 AND id IN (SELECT id FROM loose_files)',
    message: ([blob]) => `the file of blob ${blob} is in use, and would be removed`,
    repair: {
      summary: 'the file is kept',
      statements: ([blob = null]) => [
        { sql: 'DELETE FROM loose_files WHERE id = ?', values: [blob] },
      ],
    },
  },
  {
    kind: 'blob-without-segment',
    severity: 'damage',
    find: `SELECT id, segment FROM blobs WHERE segment > 0 AND NOT EXISTS
      (SELECT 1 FROM segments WHERE segments.id = blobs.segment AND state <> 'removed')`,
    message: ([blob, segment]) =>
      `blob ${blob} lies in segment ${segment}, which is not known or would be removed`,
  },
  {
    kind: 'blobs-overlap',
    severity: 'damage',
    find: `SELECT id, before FROM (SELECT id, segment, offset,
        lag(id) OVER places AS before,
        lag(offset + ${storedInSegment}) OVER places AS free
      FROM blobs WHERE segment > 0 WINDOW places AS (PARTITION BY segment ORDER BY offset))
      WHERE offset < free`,
    message: ([blob, before]) => `blob ${blob} lies over blob ${before}`,
  },
  {
    kind: 'segment-live-bytes',
    severity: 'leftover',
    find: `SELECT s.id, s.live || ' bytes, but ' || coalesce(l.live, 0) || ' do'
      FROM segments s LEFT JOIN (SELECT segment, sum(${storedInSegment}) AS live FROM blobs
        WHERE segment > 0 GROUP BY segment) l ON l.segment = s.id
      WHERE s.live <> coalesce(l.live, 0)`,
    message: ([segment, detail]) => `segment ${segment} is said to hold ${detail}`,
    repair: {
      summary: 'the bytes are counted anew',
      statements: ([segment = null]) => [
        {
          sql: `${recountLiveBytes} WHERE id = ?`,
          values: [segment],
        },
      ],
    },
  },
  {
    kind: 'id-given-twice',
    severity: 'damage',
    find: `SELECT next, highest FROM (SELECT coalesce(
        (SELECT next FROM id_ranges WHERE name = 'blob'), 1) AS next,
        (SELECT max(id) FROM (SELECT id FROM blobs UNION ALL SELECT id FROM segments
          UNION ALL SELECT id FROM loose_files)) AS highest) WHERE highest >= next`,
    message: ([next, highest]) => `number ${next} is to be given out next, but ${highest} was`,
    repair: {
      summary: 'numbers begin after the highest one',
      statements: ([, highest]) => [
        {
          sql: `INSERT INTO id_ranges (name, next) VALUES ('blob', ?1 + 1)
            ON CONFLICT (name) DO UPDATE SET next = max(next, ?1 + 1)`,
          values: [highest ?? 0],
        },
      ],
    },
  },
];
