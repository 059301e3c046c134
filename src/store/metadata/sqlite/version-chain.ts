import type { ConditionFailure, DeleteResult, WriteCondition } from '../../objects.ts';
import { nextSequence, sortableId } from '../../sortable-ids.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { BlobLedger } from './blob-ledger.ts';
import type { Command, Database, Query, SqlValue } from './database.ts';
import {
  markerValues,
  type VersionHead,
  versionColumns,
  versionPlaceholders,
} from './object-rows.ts';

/** The columns of a version that decide about writes. */
export interface LinkRow {
  readonly sequence: number;
  readonly version_id: string;
  readonly is_marker: number;
  readonly modified_ms: number;
  readonly size: number;
  readonly etag: string;
  readonly blob: number | null;
  readonly part_set: number | null;
  readonly lock_mode: 'GOVERNANCE' | 'COMPLIANCE' | null;
  readonly lock_until_ms: number | null;
  readonly legal_hold: number | null;
}

const linkColumns =
  'sequence, version_id, is_marker, modified_ms, size, etag, blob, part_set, ' +
  'lock_mode, lock_until_ms, legal_hold';

export const nullVersion = 'null';

/**
 * The versions of a key: the current object in `objects`, everything else in `versions`. All of it
 * is called within writes.
 */
export class VersionChain {
  readonly #surroundings: Surroundings;
  readonly #ledger: BlobLedger;
  readonly #bucket: Query<unknown>;
  readonly #current: Query<LinkRow>;
  readonly #newestPast: Query<LinkRow>;
  readonly #past: Query<LinkRow>;
  readonly #put: Command;
  readonly #putPast: Command;
  readonly #retire: Command;
  readonly #promote: Command;
  readonly #deleteCurrent: Command;
  readonly #deletePast: Command;
  readonly #dropParts: Command;

  constructor(database: Database, surroundings: Surroundings, ledger: BlobLedger) {
    this.#surroundings = surroundings;
    this.#ledger = ledger;
    const place = 'WHERE bucket = ? AND key = ?';
    this.#bucket = database.query('SELECT 1 FROM buckets WHERE id = ?');
    this.#current = database.query(`SELECT ${linkColumns} FROM objects ${place}`);
    this.#newestPast = database.query(
      `SELECT ${linkColumns} FROM versions ${place} ORDER BY sequence DESC LIMIT 1`,
    );
    this.#past = database.query(`SELECT ${linkColumns} FROM versions ${place} AND version_id = ?`);
    const values = `(${versionColumns}) VALUES (${versionPlaceholders})`;
    this.#put = database.command(`INSERT OR REPLACE INTO objects ${values}`);
    this.#putPast = database.command(`INSERT INTO versions ${values}`);
    this.#retire = database.command(
      `INSERT INTO versions (${versionColumns}) SELECT ${versionColumns} FROM objects ${place}`,
    );
    this.#promote = database.command(
      `INSERT INTO objects (${versionColumns})
       SELECT ${versionColumns} FROM versions ${place} AND sequence = ?`,
    );
    this.#deleteCurrent = database.command(`DELETE FROM objects ${place}`);
    this.#deletePast = database.command(`DELETE FROM versions ${place} AND sequence = ?`);
    this.#dropParts = database.command('INSERT INTO dropped_part_sets (part_set) VALUES (?)');
  }

  bucketExists(bucketId: number): boolean {
    return this.#bucket.get(bucketId) !== undefined;
  }

  current(bucketId: number, key: string): LinkRow | undefined {
    return this.#current.get(bucketId, key);
  }

  past(bucketId: number, key: string, versionId: string): LinkRow | undefined {
    return this.#past.get(bucketId, key, versionId);
  }

  /**
   * Makes room for a new version: what it replaces is freed, what it covers is kept as a past one.
   * @returns the head of the new version
   */
  advance(
    bucketId: number,
    key: string,
    owner: number,
    mode: 'replace-null' | 'new-version',
  ): VersionHead {
    const current = this.#current.get(bucketId, key);
    const newestPast = this.#newestPast.get(bucketId, key);
    const previous = Math.max(current?.sequence ?? 0, newestPast?.sequence ?? 0);
    const sequence = nextSequence(this.#surroundings.clock, previous);
    const replaces = mode === 'replace-null';
    if (current !== undefined && replaces && current.version_id === nullVersion) {
      this.#freeBody(current);
      this.#deleteCurrent.run(bucketId, key);
    } else if (current !== undefined) {
      this.#retire.run(bucketId, key);
      this.#deleteCurrent.run(bucketId, key);
    }
    if (replaces && newestPast !== undefined) {
      const past = this.#past.get(bucketId, key, nullVersion);
      if (past !== undefined && past.sequence !== current?.sequence) {
        this.#freeBody(past);
        this.#deletePast.run(bucketId, key, past.sequence);
      }
    }
    const versionId = replaces ? nullVersion : sortableId(sequence, this.#surroundings.randomBytes);
    return { bucketId, key, sequence, versionId, modifiedMs: this.#surroundings.clock(), owner };
  }

  /** @param values of `objectValues`, with the head of `advance` */
  putCurrent(values: readonly SqlValue[]): void {
    this.#put.run(...values);
  }

  mark(head: VersionHead): DeleteResult {
    this.#putPast.run(...markerValues(head));
    return { kind: 'marked', versionId: head.versionId, sequence: head.sequence };
  }

  /** Removes the current object for good; the newest past version takes its place. */
  removeCurrent(bucketId: number, key: string, current: LinkRow): void {
    this.#freeBody(current);
    this.#deleteCurrent.run(bucketId, key);
    this.#promoteNewest(bucketId, key);
  }

  removePast(bucketId: number, key: string, past: LinkRow): void {
    this.#freeBody(past);
    this.#deletePast.run(bucketId, key, past.sequence);
    if (this.#current.get(bucketId, key) === undefined) this.#promoteNewest(bucketId, key);
  }

  /** A newest past version that is a delete marker stays where it is, and hides the others. */
  #promoteNewest(bucketId: number, key: string): void {
    const newest = this.#newestPast.get(bucketId, key);
    if (newest === undefined || newest.is_marker === 1) return;
    this.#promote.run(bucketId, key, newest.sequence);
    this.#deletePast.run(bucketId, key, newest.sequence);
  }

  #freeBody(link: LinkRow): void {
    if (link.blob !== null) this.#ledger.release(link.blob);
    if (link.part_set !== null) this.#dropParts.run(link.part_set);
  }
}

const msPerSecond = 1_000;

/** @returns why the condition does not hold for what is there; undefined when it holds */
export function conditionFailure(
  condition: WriteCondition | undefined,
  found: LinkRow | undefined,
): ConditionFailure | undefined {
  if (condition === undefined) return undefined;
  const { ifMatch, ifNoneMatch, ifLastModifiedMs, ifSizeBytes, ifSequence } = condition;
  if (ifSequence !== undefined && found?.sequence !== ifSequence) {
    return { kind: 'precondition-failed', condition: 'If-Match' };
  }
  const there = found !== undefined && found.is_marker === 0 ? found : undefined;
  if (ifNoneMatch !== undefined && there !== undefined) {
    if (ifNoneMatch === '*' || ifNoneMatch === there.etag) {
      return { kind: 'precondition-failed', condition: 'If-None-Match' };
    }
  }
  const wantsObject =
    ifMatch !== undefined || ifLastModifiedMs !== undefined || ifSizeBytes !== undefined;
  if (!wantsObject) return undefined;
  if (there === undefined) return { kind: 'no-such-key' };
  const seconds = (ms: number) => Math.floor(ms / msPerSecond);
  const holds =
    (ifMatch === undefined || ifMatch === '*' || ifMatch === there.etag) &&
    (ifSizeBytes === undefined || ifSizeBytes === there.size) &&
    (ifLastModifiedMs === undefined || seconds(ifLastModifiedMs) === seconds(there.modified_ms));
  return holds ? undefined : { kind: 'precondition-failed', condition: 'If-Match' };
}
