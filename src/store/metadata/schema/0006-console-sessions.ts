import type { Migration } from '../sqlite/migrate.ts';

// The browser's token is kept as its hash: who reads the database cannot continue a session.

export const consoleSessions: Migration = {
  number: 6,
  name: 'sessions of the console',
  statements: [
    `CREATE TABLE console_sessions (
      session_id TEXT PRIMARY KEY,
      method TEXT NOT NULL,
      account_id TEXT NOT NULL,
      principal_id TEXT NOT NULL,
      access_key_id TEXT NOT NULL,
      signed_in_ms INTEGER NOT NULL,
      last_used_ms INTEGER NOT NULL,
      expires_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX console_sessions_by_end ON console_sessions (expires_ms)',
  ],
};
