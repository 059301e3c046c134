import type { Migration } from '../sqlite/migrate.ts';

export const damage: Migration = {
  number: 9,
  name: 'damage that scrubs found',
  statements: [
    // A blob, or 0 for the database itself.
    `CREATE TABLE damage (
      blob INTEGER PRIMARY KEY,
      owner TEXT NOT NULL,
      detail TEXT NOT NULL,
      found_ms INTEGER NOT NULL
    ) STRICT`,
    // One row for each run, so that progress and the last result can be told.
    `CREATE TABLE scrubs (
      number INTEGER PRIMARY KEY,
      started_ms INTEGER NOT NULL,
      ended_ms INTEGER,
      after_blob INTEGER NOT NULL,
      blobs INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      damaged INTEGER NOT NULL
    ) STRICT`,
  ],
};
