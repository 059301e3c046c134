import { danglingRows, type Rule } from './rule.ts';

const bothTables = (columns: string) =>
  `SELECT ${columns} FROM objects UNION ALL SELECT ${columns} FROM versions`;

/** The sets of parts that something owns, or that are being freed. */
const partSets = `
  SELECT part_set FROM objects WHERE part_set IS NOT NULL
  UNION ALL SELECT part_set FROM versions WHERE part_set IS NOT NULL
  UNION ALL SELECT part_set FROM uploads
  UNION ALL SELECT part_set FROM dropped_part_sets`;

const noBucket = (table: string) =>
  `NOT EXISTS (SELECT 1 FROM buckets WHERE buckets.id = ${table}.bucket)`;

export const objectRules: readonly Rule[] = [
  {
    kind: 'object-without-bucket',
    severity: 'damage',
    find: `SELECT key, bucket FROM (${bothTables('bucket, key')}) AS rows WHERE ${noBucket('rows')}`,
    message: ([key, bucket]) =>
      `the object ${key} is in bucket number ${bucket}, which is not there`,
  },
  {
    kind: 'object-without-owner',
    severity: 'damage',
    find: `SELECT key, owner FROM (${bothTables('key, owner')})
      WHERE owner NOT IN (SELECT id FROM owners)`,
    message: ([key, owner]) => `the object ${key} has owner number ${owner}, who is not there`,
  },
  {
    kind: 'object-without-body',
    severity: 'damage',
    find: `SELECT key, version_id FROM (${bothTables('key, version_id, is_marker, size, blob, part_set')})
      WHERE is_marker = 0 AND size > 0 AND (blob IS NULL) = (part_set IS NULL)`,
    message: ([key, version]) => `version ${version} of ${key} has no body, or two`,
  },
  {
    kind: 'parts-incomplete',
    severity: 'damage',
    find: `SELECT key, version_id FROM
        (${bothTables('key, version_id, size, part_set, part_count')}) AS whole
      WHERE part_set IS NOT NULL AND (part_count, size) IS NOT (
        SELECT count(*), sum(size) FROM parts WHERE parts.part_set = whole.part_set)`,
    message: ([key, version]) => `parts of version ${version} of ${key} are missing`,
  },
  {
    kind: 'parts-without-owner',
    severity: 'leftover',
    find: `SELECT part_set, count(*) FROM parts WHERE part_set NOT IN (${partSets})
      GROUP BY part_set`,
    message: ([set, count]) => `${count} parts of set ${set} belong to nothing`,
    repair: {
      summary: 'they are given up, and collected',
      statements: ([set = null]) => [
        { sql: 'INSERT OR IGNORE INTO dropped_part_sets (part_set) VALUES (?)', values: [set] },
      ],
    },
  },
  {
    kind: 'parts-shared',
    severity: 'damage',
    find: `SELECT part_set, count(*) FROM (${partSets}) GROUP BY part_set HAVING count(*) > 1`,
    message: ([set, count]) => `the parts of set ${set} have ${count} owners`,
  },
  {
    kind: 'versions-out-of-order',
    severity: 'damage',
    find: `SELECT o.key, v.version_id FROM objects o JOIN versions v
      ON v.bucket = o.bucket AND v.key = o.key
      WHERE v.sequence >= o.sequence OR v.version_id = o.version_id`,
    message: ([key, version]) => `version ${version} of ${key} is not older than the current one`,
  },
  {
    kind: 'upload-without-bucket',
    severity: 'leftover',
    find: `SELECT upload_id, part_set FROM uploads WHERE ${noBucket('uploads')}`,
    message: ([upload]) => `the upload ${upload} is in no bucket`,
    repair: {
      summary: 'it is aborted',
      statements: ([upload = null, set = null]) => [
        { sql: 'INSERT OR IGNORE INTO dropped_part_sets (part_set) VALUES (?)', values: [set] },
        { sql: 'DELETE FROM uploads WHERE upload_id = ?', values: [upload] },
      ],
    },
  },
  danglingRows({
    kind: 'configuration-without-bucket',
    table: 'bucket_configurations',
    columns: ['bucket', 'kind'],
    where: noBucket('bucket_configurations'),
    message: ([bucket, kind]) =>
      `a configuration (${kind}) of bucket number ${bucket}, which is gone`,
  }),
  {
    kind: 'bucket-without-account',
    severity: 'damage',
    find: `SELECT name, account_id FROM buckets
      WHERE account_id NOT IN (SELECT account_id FROM accounts)`,
    message: ([bucket, account]) => `the bucket ${bucket} is of account ${account}, which is gone`,
  },
];
