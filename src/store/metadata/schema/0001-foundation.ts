import type { Migration } from '../sqlite/migrate.ts';

export const foundation: Migration = {
  number: 1,
  name: 'revisions and id ranges',
  statements: [
    `CREATE TABLE revisions (
      name TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    // Numbers that are handed out in ranges and never again: blobs, segments, sets of parts.
    `CREATE TABLE id_ranges (
      name TEXT PRIMARY KEY,
      next INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
};
