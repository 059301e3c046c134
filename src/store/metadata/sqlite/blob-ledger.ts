import { type BlobRef, emptyBlob } from '../../blobs/blobs.ts';
import { segmentBlockBytes, storedSize } from '../../blobs/frame.ts';
import type { Clock } from '../../surroundings.ts';
import type { Command, Database, Query } from './database.ts';

interface Place {
  readonly segment: number;
  readonly offset: number;
  readonly size: number;
}

export interface SegmentRow {
  readonly id: number;
  readonly process: string | null;
  readonly used: number;
  readonly live: number;
}

export interface LooseFile {
  readonly id: number;
  readonly process: string | null;
}

/** What a blob adds to the live bytes of its segment. */
const spaceOf = (sizeBytes: number) => storedSize(sizeBytes, segmentBlockBytes);

const idsAtOnce = 65_536;

/** The name of the lease that a backup holds while it copies. */
export const backupLease = 'backup';
/**
 * Whether no backup copies at that time. In the same read as what may be removed: what was free
 * before the backup took its lease is not in its snapshot, and the rest is not removed.
 */
const noBackup = `NOT EXISTS
  (SELECT 1 FROM jobs WHERE name = '${backupLease}' AND holder IS NOT NULL AND lease_until_ms > ?)`;

/**
 * What the metadata knows about blobs: the row of a blob appears and goes in the same transaction
 * as the object or part that refers to it. So what is live never has to be searched for: a blob
 * without a row is garbage, and the space of the others is counted segment by segment.
 */
export class BlobLedger {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #place: Query<Place>;
  readonly #insert: Command;
  readonly #delete: Command;
  readonly #addLive: Command;
  readonly #fill: Command;
  readonly #insertLoose: Command;
  readonly #deleteLoose: Command;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#place = database.query('SELECT segment, offset, size FROM blobs WHERE id = ?');
    this.#insert = database.command(
      'INSERT INTO blobs (id, segment, offset, size) VALUES (?,?,?,?)',
    );
    this.#delete = database.command('DELETE FROM blobs WHERE id = ?');
    this.#addLive = database.command('UPDATE segments SET live = live + ? WHERE id = ?');
    // A segment that was removed meanwhile must not get a blob any more.
    this.#fill = database.command(
      "UPDATE segments SET live = live + ? WHERE id = ? AND state <> 'removed'",
    );
    this.#insertLoose = database.command(
      'INSERT OR REPLACE INTO loose_files (id, process, since_ms) VALUES (?, ?, ?)',
    );
    this.#deleteLoose = database.command('DELETE FROM loose_files WHERE id = ?');
  }

  /** Within a write: from its COMMIT on the blob is live. */
  register(ref: BlobRef): void {
    if (ref.id === emptyBlob.id) return;
    const owned =
      ref.segment === 0
        ? this.#deleteLoose.run(ref.id)
        : this.#fill.run(spaceOf(ref.sizeBytes), ref.segment);
    if (owned !== 1) throw new Error(`Blob ${ref.id} was given up before it was registered.`);
    this.#insert.run(ref.id, ref.segment, ref.offset, ref.sizeBytes);
  }

  /** Within a write: from its COMMIT on the blob's space may be used for something else. */
  release(blobId: number): void {
    const place = this.#place.get(blobId);
    if (place === undefined) return;
    this.#delete.run(blobId);
    if (place.segment === 0) this.#insertLoose.run(blobId, null, this.#clock());
    else this.#addLive.run(-spaceOf(place.size), place.segment);
  }

  /** Where a live blob is now; compaction may have moved it. */
  locate(blobId: number): BlobRef | undefined {
    const place = this.#place.get(blobId);
    if (place === undefined) return undefined;
    return { id: blobId, sizeBytes: place.size, segment: place.segment, offset: place.offset };
  }

  /** A range of numbers that nobody else will get. */
  takeIds(): Promise<{ readonly first: number; readonly end: number }> {
    const next = this.#database.query<{ next: number }>(
      "SELECT next FROM id_ranges WHERE name = 'blob'",
    );
    const advance = this.#database.command(
      "INSERT INTO id_ranges (name, next) VALUES ('blob', ?) " +
        'ON CONFLICT (name) DO UPDATE SET next = excluded.next',
    );
    return this.#database.write(() => {
      const first = next.get()?.next ?? 1;
      advance.run(first + idsAtOnce);
      return { first, end: first + idsAtOnce };
    });
  }

  /** Tells that a file of this id may come into being. */
  announceFile(id: number, process: string): Promise<void> {
    return this.#database.write(() => {
      this.#insertLoose.run(id, process, this.#clock());
    });
  }

  /** Files with ids above `after` to look at: freed before `beforeMs`, or announced. */
  looseFiles(after: number, beforeMs: number, limit: number): LooseFile[] {
    return this.#database
      .query<LooseFile>(
        'SELECT id, process FROM loose_files ' +
          'WHERE id > ? AND (process IS NOT NULL OR since_ms <= ?) ' +
          `AND ${noBackup} ORDER BY id LIMIT ?`,
      )
      .all(after, beforeMs, this.#clock(), limit);
  }

  forgetFiles(ids: readonly number[]): Promise<void> {
    return this.#database.write(() => {
      for (const id of ids) this.#deleteLoose.run(id);
    });
  }

  openSegment(id: number, process: string): Promise<void> {
    const insert = this.#database.command(
      "INSERT INTO segments (id, state, process, used, live, since_ms) VALUES (?, 'open', ?, 0, 0, ?)",
    );
    return this.#database.write(() => void insert.run(id, process, this.#clock()));
  }

  /** From now on the segment may be compacted: no unregistered blob is in it. */
  sealSegment(id: number, usedBytes: number): Promise<void> {
    const seal = this.#database.command(
      "UPDATE segments SET state = 'sealed', process = NULL, used = ?, since_ms = ? " +
        "WHERE id = ? AND state = 'open'",
    );
    return this.#database.write(() => void seal.run(usedBytes, this.#clock(), id));
  }

  segments(state: 'open' | 'sealed' | 'removed'): SegmentRow[] {
    return this.#database
      .query<SegmentRow>('SELECT id, process, used, live FROM segments WHERE state = ?')
      .all(state);
  }

  /** @returns false when another process has it already */
  claimSegment(id: number, process: string): Promise<boolean> {
    const claim = this.#database.command(
      "UPDATE segments SET process = ? WHERE id = ? AND state = 'sealed' AND process IS NULL",
    );
    return this.#database.write(() => claim.run(process, id) === 1);
  }

  unclaimSegment(id: number): Promise<void> {
    const unclaim = this.#database.command(
      "UPDATE segments SET process = NULL WHERE id = ? AND state = 'sealed'",
    );
    return this.#database.write(() => void unclaim.run(id));
  }

  /** Points live blobs of segment `from` to their copies; skips those freed meanwhile. */
  move(from: number, copies: readonly BlobRef[]): Promise<void> {
    const point = this.#database.command(
      'UPDATE blobs SET segment = ?, offset = ? WHERE id = ? AND segment = ?',
    );
    return this.#database.write(() => {
      for (const copy of copies) {
        if (point.run(copy.segment, copy.offset, copy.id, from) === 0) continue;
        this.#addLive.run(-spaceOf(copy.sizeBytes), from);
        this.#addLive.run(spaceOf(copy.sizeBytes), copy.segment);
      }
    });
  }

  /** Marks a segment in which nothing lives. @returns false when something does */
  removeSegment(id: number): Promise<boolean> {
    const remove = this.#database.command(
      "UPDATE segments SET state = 'removed', process = NULL, since_ms = ? " +
        "WHERE id = ? AND state = 'sealed' AND live = 0",
    );
    return this.#database.write(() => remove.run(this.#clock(), id) === 1);
  }

  removedSegments(beforeMs: number): number[] {
    return this.#database
      .query<{ id: number }>(
        `SELECT id FROM segments WHERE state = 'removed' AND since_ms <= ? AND ${noBackup}`,
      )
      .all(beforeMs, this.#clock())
      .map((row) => row.id);
  }

  hasSegment(id: number): boolean {
    return this.#database.query('SELECT 1 FROM segments WHERE id = ?').get(id) !== undefined;
  }

  forgetSegment(id: number): Promise<void> {
    const forget = this.#database.command(
      "DELETE FROM segments WHERE id = ? AND state = 'removed'",
    );
    return this.#database.write(() => void forget.run(id));
  }

  /** Frees parts of dropped sets. @returns how many blobs were released; 0 when none are left */
  releaseDroppedParts(limit: number): Promise<number> {
    const set = this.#database.query<{ part_set: number }>(
      'SELECT part_set FROM dropped_part_sets LIMIT 1',
    );
    const parts = this.#database.query<{ number: number; blob: number }>(
      'SELECT number, blob FROM parts WHERE part_set = ? LIMIT ?',
    );
    const deletePart = this.#database.command(
      'DELETE FROM parts WHERE part_set = ? AND number = ?',
    );
    const forget = this.#database.command('DELETE FROM dropped_part_sets WHERE part_set = ?');
    if (set.get() === undefined) return Promise.resolve(0);
    return this.#database.write(() => {
      const dropped = set.get();
      if (dropped === undefined) return 0;
      const found = parts.all(dropped.part_set, limit);
      for (const part of found) {
        this.release(part.blob);
        deletePart.run(dropped.part_set, part.number);
      }
      if (found.length < limit) forget.run(dropped.part_set);
      return found.length + 1;
    });
  }
}
