import type { JobLeases, JobRecord } from '../../jobs.ts';
import type { Clock } from '../../surroundings.ts';
import type { Database } from './database.ts';

interface JobRow {
  readonly name: string;
  readonly holder: string | null;
  readonly lease_until_ms: number;
  readonly due_ms: number;
  readonly cursor: string | null;
  readonly ended_ms: number | null;
  readonly outcome: string | null;
}

function recordOf(row: JobRow): JobRecord {
  return {
    name: row.name,
    holder: row.holder ?? undefined,
    dueAtMs: row.due_ms,
    cursor: row.cursor ?? undefined,
    endedAtMs: row.ended_ms ?? undefined,
    outcome: row.outcome ?? undefined,
  };
}

/** The leases on jobs in an SQLite database. */
export function sqliteJobLeases(database: Database, clock: Clock): JobLeases {
  const one = database.query<JobRow>('SELECT * FROM jobs WHERE name = ?');
  const isFree = (row: JobRow | undefined, nowMs: number) =>
    row === undefined ||
    (row.due_ms <= nowMs && (row.holder === null || row.lease_until_ms <= nowMs));
  return {
    isDue: (name) => isFree(one.get(name), clock()),
    claim: ({ name, holder, leaseMs }) =>
      database.write(() => {
        const nowMs = clock();
        const row = one.get(name);
        if (!isFree(row, nowMs)) return undefined;
        database
          .command(
            `INSERT INTO jobs (name, holder, lease_until_ms, due_ms) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (name) DO UPDATE SET holder = ?2, lease_until_ms = ?3`,
          )
          .run(name, holder, nowMs + leaseMs, nowMs);
        return { cursor: row?.cursor ?? undefined };
      }),
    renew: ({ name, holder, leaseMs, cursor }) =>
      database.write(
        () =>
          database
            .command('UPDATE jobs SET lease_until_ms = ?, cursor = ? WHERE name = ? AND holder = ?')
            .run(clock() + leaseMs, cursor ?? null, name, holder) === 1,
      ),
    end: ({ name, holder, dueAtMs, cursor, outcome }) =>
      database.write(
        () =>
          database
            .command(
              `UPDATE jobs SET holder = NULL, due_ms = ?, cursor = ?, ended_ms = ?, outcome = ?
               WHERE name = ? AND holder = ?`,
            )
            .run(dueAtMs, cursor ?? null, clock(), outcome, name, holder) === 1,
      ),
    list: async () =>
      database.query<JobRow>('SELECT * FROM jobs ORDER BY name').all().map(recordOf),
  };
}
