import type { BlobRef } from '../../blobs/blobs.ts';
import { type Damage, databaseDamage, type Scrub, type Scrubs } from '../../scrubs.ts';
import type { Clock } from '../../surroundings.ts';
import type { Database } from './database.ts';

interface ScrubRow {
  readonly number: number;
  readonly started_ms: number;
  readonly ended_ms: number | null;
  readonly after_blob: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly damaged: number;
}

interface DamageRow {
  readonly blob: number;
  readonly owner: string;
  readonly detail: string;
  readonly found_ms: number;
}

function scrubOf(row: ScrubRow): Scrub {
  return {
    number: row.number,
    startedAtMs: row.started_ms,
    endedAtMs: row.ended_ms ?? undefined,
    afterBlob: row.after_blob,
    blobs: row.blobs,
    bytes: row.bytes,
    damaged: row.damaged,
  };
}

function damageOf({ blob, owner, detail, found_ms: foundAtMs }: DamageRow): Damage {
  return { blob, owner, detail, foundAtMs };
}

/** Found by reading all rows: there is no way from a blob to its owner, and damage is rare. */
const findOwner = `
  SELECT b.name || '/' || o.key AS owner FROM objects o JOIN buckets b ON b.id = o.bucket
    WHERE o.blob = ?1
  UNION ALL SELECT b.name || '/' || v.key || ' (version ' || v.version_id || ')' FROM versions v
    JOIN buckets b ON b.id = v.bucket WHERE v.blob = ?1
  UNION ALL SELECT b.name || '/' || o.key || ' (part ' || p.number || ')' FROM parts p
    JOIN objects o ON o.part_set = p.part_set JOIN buckets b ON b.id = o.bucket WHERE p.blob = ?1
  UNION ALL SELECT b.name || '/' || v.key || ' (version ' || v.version_id || ', part ' ||
    p.number || ')' FROM parts p JOIN versions v ON v.part_set = p.part_set
    JOIN buckets b ON b.id = v.bucket WHERE p.blob = ?1
  UNION ALL SELECT b.name || '/' || u.key || ' (an upload, part ' || p.number || ')' FROM parts p
    JOIN uploads u ON u.part_set = p.part_set JOIN buckets b ON b.id = u.bucket WHERE p.blob = ?1
  LIMIT 1`;

/** What is kept about scrubs in an SQLite database. */
export function sqliteScrubs(database: Database, clock: Clock): Scrubs {
  const last = database.query<ScrubRow>('SELECT * FROM scrubs ORDER BY number DESC LIMIT 1');
  const isLive = database.query('SELECT 1 FROM blobs WHERE id = ?');
  return {
    request: (job) =>
      database.write(() => {
        database
          .command('UPDATE jobs SET due_ms = min(due_ms, ?) WHERE name = ?')
          .run(clock(), job);
      }),
    resume: () =>
      database.write(() => {
        const open = last.get();
        if (open !== undefined && open.ended_ms === null) return scrubOf(open);
        const number = (open?.number ?? 0) + 1;
        database.command('INSERT INTO scrubs VALUES (?, ?, NULL, 0, 0, 0, 0)').run(number, clock());
        return scrubOf({
          ...{ number, started_ms: clock(), ended_ms: null, after_blob: 0 },
          ...{ blobs: 0, bytes: 0, damaged: 0 },
        });
      }),
    advance: (number, { afterBlob, blobs, bytes, damaged }) =>
      database.write(() => {
        database
          .command(
            `UPDATE scrubs SET after_blob = ?, blobs = blobs + ?, bytes = bytes + ?,
               damaged = damaged + ? WHERE number = ? AND ended_ms IS NULL`,
          )
          .run(afterBlob, blobs, bytes, damaged, number);
      }),
    end: (number) =>
      database.write(() => {
        database.command('UPDATE scrubs SET ended_ms = ? WHERE number = ?').run(clock(), number);
      }),
    blobs: (after, limit) =>
      database
        .query<BlobRef>(
          `SELECT id, size AS sizeBytes, segment, offset FROM blobs WHERE id > ?
           ORDER BY id LIMIT ?`,
        )
        .all(after, limit),
    isLive: (blob) => isLive.get(blob) !== undefined,
    ...findings(database, clock),
    last: () => {
      const row = last.get();
      return row && scrubOf(row);
    },
  };
}

/** What scrubs found, kept until it is sound again or gone. */
function findings(database: Database, clock: Clock): Pick<Scrubs, 'damaged' | 'sound' | 'damage'> {
  const isLive = database.query('SELECT 1 FROM blobs WHERE id = ?');
  const ownerOf = (blob: number) =>
    blob === databaseDamage
      ? 'the metadata'
      : (database.query<{ owner: string }>(findOwner).get(blob)?.owner ?? 'nothing');
  return {
    damaged: (blob, detail) =>
      database.write(() => {
        const row = { blob, owner: ownerOf(blob), detail, found_ms: clock() };
        database
          .command('INSERT OR REPLACE INTO damage VALUES (?, ?, ?, ?)')
          .run(row.blob, row.owner, row.detail, row.found_ms);
        return damageOf(row);
      }),
    sound: async (blobs) => {
      const known = database.query<DamageRow>('SELECT * FROM damage').all();
      const gone = known.filter(
        ({ blob }) => blobs.includes(blob) || (blob !== databaseDamage && !isLive.get(blob)),
      );
      if (gone.length === 0) return;
      await database.write(() => {
        const forget = database.command('DELETE FROM damage WHERE blob = ?');
        for (const { blob } of gone) forget.run(blob);
      });
    },
    damage: () =>
      database.query<DamageRow>('SELECT * FROM damage ORDER BY blob').all().map(damageOf),
  };
}
