import type { Migration } from '../sqlite/migrate.ts';

export const renames: Migration = {
  number: 7,
  name: 'renames that can be asked for twice',
  statements: [
    // A token makes its rename happen once, however often a client asks.
    `CREATE TABLE rename_tokens (
      bucket INTEGER NOT NULL,
      token TEXT NOT NULL,
      request TEXT NOT NULL,
      renamed_ms INTEGER NOT NULL,
      PRIMARY KEY (bucket, token)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX rename_tokens_by_time ON rename_tokens (renamed_ms)',
  ],
};
