import type { Migration } from '../sqlite/migrate.ts';

const versionColumns = `
      bucket INTEGER NOT NULL,
      key TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      version_id TEXT NOT NULL,
      is_marker INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL,
      owner INTEGER NOT NULL,
      size INTEGER NOT NULL,
      etag TEXT NOT NULL,
      storage_class TEXT NOT NULL,
      checksum_algorithm TEXT,
      checksum_type TEXT,
      checksum TEXT,
      blob INTEGER,
      part_set INTEGER,
      part_count INTEGER,
      content_type TEXT,
      cache_control TEXT,
      content_disposition TEXT,
      content_encoding TEXT,
      content_language TEXT,
      expires TEXT,
      website_redirect TEXT,
      user_metadata TEXT,
      tags TEXT,
      acl TEXT,
      encryption TEXT,
      lock_mode TEXT,
      lock_until_ms INTEGER,
      legal_hold INTEGER,`;

const bucketTables = [
  `CREATE TABLE buckets (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL,
      owner_id TEXT NOT NULL,
      region TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      versioning TEXT NOT NULL,
      object_ownership TEXT,
      public_access_block INTEGER,
      policy TEXT,
      tags TEXT,
      object_lock INTEGER NOT NULL
    ) STRICT`,
  'CREATE INDEX buckets_of_account ON buckets (account_id, name)',
  `CREATE TABLE bucket_configurations (
      bucket INTEGER NOT NULL,
      kind TEXT NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (bucket, kind)
    ) STRICT, WITHOUT ROWID`,
];

const objectTables = [
  // Owners repeat in each row of a bucket; a number keeps rows short, and scans fast.
  `CREATE TABLE owners (
      id INTEGER PRIMARY KEY,
      account_id TEXT NOT NULL,
      owner_id TEXT NOT NULL,
      UNIQUE (account_id, owner_id)
    ) STRICT`,
  // Current objects only, so that neither old versions nor delete markers slow a listing down.
  `CREATE TABLE objects (${versionColumns}
      PRIMARY KEY (bucket, key)
    ) STRICT, WITHOUT ROWID`,
  // Versions that are not current, and every delete marker.
  `CREATE TABLE versions (${versionColumns}
      PRIMARY KEY (bucket, key, sequence DESC)
    ) STRICT, WITHOUT ROWID`,
  'CREATE UNIQUE INDEX versions_by_id ON versions (bucket, key, version_id)',
];

const uploadTables = [
  `CREATE TABLE uploads (
      bucket INTEGER NOT NULL,
      key TEXT NOT NULL,
      upload_id TEXT NOT NULL,
      initiated_ms INTEGER NOT NULL,
      owner INTEGER NOT NULL,
      initiator_arn TEXT NOT NULL,
      initiator_name TEXT NOT NULL,
      checksum_algorithm TEXT,
      checksum_type TEXT,
      part_set INTEGER NOT NULL,
      attributes TEXT NOT NULL,
      PRIMARY KEY (bucket, key, upload_id)
    ) STRICT, WITHOUT ROWID`,
  // The parts of an upload become those of its object without being copied.
  `CREATE TABLE parts (
      part_set INTEGER NOT NULL,
      number INTEGER NOT NULL,
      start INTEGER NOT NULL,
      size INTEGER NOT NULL,
      etag TEXT NOT NULL,
      checksum TEXT,
      modified_ms INTEGER NOT NULL,
      blob INTEGER NOT NULL,
      PRIMARY KEY (part_set, number)
    ) STRICT, WITHOUT ROWID`,
  'CREATE TABLE dropped_part_sets (part_set INTEGER PRIMARY KEY) STRICT',
  `CREATE TABLE completed_uploads (
      bucket INTEGER NOT NULL,
      key TEXT NOT NULL,
      upload_id TEXT NOT NULL,
      completed_ms INTEGER NOT NULL,
      version_id TEXT NOT NULL,
      etag TEXT NOT NULL,
      checksum_algorithm TEXT,
      checksum_type TEXT,
      checksum TEXT,
      modified_ms INTEGER NOT NULL,
      PRIMARY KEY (bucket, key, upload_id)
    ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX completed_uploads_by_time ON completed_uploads (completed_ms)',
];

const blobTables = [
  // Every live blob. One without a row here is garbage, wherever its bytes are.
  `CREATE TABLE blobs (
      id INTEGER PRIMARY KEY,
      segment INTEGER NOT NULL,
      offset INTEGER NOT NULL,
      size INTEGER NOT NULL
    ) STRICT`,
  `CREATE TABLE segments (
      id INTEGER PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('open', 'sealed', 'removed')),
      process TEXT,
      used INTEGER NOT NULL,
      live INTEGER NOT NULL,
      since_ms INTEGER NOT NULL
    ) STRICT`,
  // Files that may exist without a blob: being written (with their process), or freed.
  `CREATE TABLE loose_files (
      id INTEGER PRIMARY KEY,
      process TEXT,
      since_ms INTEGER NOT NULL
    ) STRICT`,
];

export const objects: Migration = {
  number: 2,
  name: 'buckets, objects, uploads and blobs',
  statements: [...bucketTables, ...objectTables, ...uploadTables, ...blobTables],
};
