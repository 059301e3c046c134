import type { Migration } from '../sqlite/migrate.ts';

export const jobs: Migration = {
  number: 5,
  name: 'jobs, and the events that are to be told',
  statements: [
    // A row a job: who runs it and until when that holds, when it is due, and where it goes on.
    `CREATE TABLE jobs (
      name TEXT PRIMARY KEY,
      holder TEXT,
      lease_until_ms INTEGER NOT NULL,
      due_ms INTEGER NOT NULL,
      cursor TEXT,
      ended_ms INTEGER,
      outcome TEXT
    ) STRICT, WITHOUT ROWID`,
    // AUTOINCREMENT: ids order the events of a key, so none may come again.
    `CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      destination TEXT NOT NULL,
      event TEXT NOT NULL,
      version_id TEXT,
      created_ms INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      due_ms INTEGER NOT NULL
    ) STRICT`,
    'CREATE INDEX outbox_by_time ON outbox (due_ms, id)',
    'CREATE INDEX outbox_by_destination ON outbox (destination, due_ms)',
  ],
};
