import type { Announcement, Outbox, OutboxEntry } from '../../outbox.ts';
import type { Clock } from '../../surroundings.ts';
import type { Database } from './database.ts';

/** Keeps announcements of a change, within its write. Costs nothing where there are none. */
export function announce(
  database: Database,
  clock: Clock,
  announcements: readonly Announcement[] | undefined,
  versionId: string | undefined,
): void {
  if (announcements === undefined) return;
  const nowMs = clock();
  for (const { destination, event } of announcements) {
    database
      .command(
        `INSERT INTO outbox (destination, event, version_id, created_ms, attempts, due_ms)
         VALUES (?, ?, ?, ?, 0, ?)`,
      )
      .run(destination, event, versionId ?? null, nowMs, nowMs);
  }
}

interface OutboxRow {
  readonly id: number;
  readonly destination: string;
  readonly event: string;
  readonly version_id: string | null;
  readonly created_ms: number;
  readonly attempts: number;
}

function entryOf(row: OutboxRow): OutboxEntry {
  const { id, destination, event, attempts, created_ms: createdAtMs } = row;
  return { id, destination, event, attempts, createdAtMs, versionId: row.version_id ?? undefined };
}

/** What comes for a destination that was postponed waits with what is there. */
const isDue =
  'due_ms <= ?1 AND NOT EXISTS ' +
  '(SELECT 1 FROM outbox o WHERE o.destination = outbox.destination AND o.due_ms > ?1)';

/** The announcements of an SQLite database. */
export function sqliteOutbox(database: Database, clock: Clock): Outbox {
  return {
    hasDue: () =>
      database.query(`SELECT 1 FROM outbox WHERE ${isDue} LIMIT 1`).get(clock()) !== undefined,
    due: async (limit) =>
      database
        .query<OutboxRow>(`SELECT * FROM outbox WHERE ${isDue} ORDER BY id LIMIT ?2`)
        .all(clock(), limit)
        .map(entryOf),
    remove: (ids) =>
      database.write(() => {
        for (const id of ids) database.command('DELETE FROM outbox WHERE id = ?').run(id);
      }),
    postpone: (destination, ids, untilMs) =>
      database.write(() => {
        for (const id of ids) {
          database.command('UPDATE outbox SET attempts = attempts + 1 WHERE id = ?').run(id);
        }
        database
          .command('UPDATE outbox SET due_ms = ?1 WHERE destination = ?2 AND due_ms < ?1')
          .run(untilMs, destination);
      }),
  };
}
