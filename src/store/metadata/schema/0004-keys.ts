import type { Migration } from '../sqlite/migrate.ts';

// The material of a key is sealed under the master key, which the database does not hold.

export const keys: Migration = {
  number: 4,
  name: 'keys of the key service',
  statements: [
    `CREATE TABLE keys (
      key_id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL,
      arn TEXT NOT NULL,
      state TEXT NOT NULL,
      manager TEXT NOT NULL,
      description TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      sealed_material TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX keys_of_account ON keys (account_id, key_id)',
    `CREATE TABLE key_aliases (
      account_id TEXT NOT NULL,
      name TEXT NOT NULL,
      key_id TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      PRIMARY KEY (account_id, name)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX aliases_of_key ON key_aliases (key_id, name)',
  ],
};
