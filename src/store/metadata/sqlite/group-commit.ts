import type { DatabaseSync } from 'node:sqlite';
import type { Fatal } from '../../surroundings.ts';
import { isBusy, type StatementCache, sqliteCode } from './statements.ts';

/** How long a write waits for other processes' transactions before it is refused. */
export const busyDeadlineMs = 10_000;
/** At most so many writes share a COMMIT: bounds how long the loop and other processes wait. */
export const groupLimit = 512;
const spinsBeforePause = 20;
const busyPauseMs = 1;
const sqliteBusy = 5;
const sqliteIoError = 10;
const sqliteCorrupt = 11;
const sqliteFull = 13;

/** Another process held the write lock for the whole deadline; nothing was changed. */
export class StoreBusy extends Error {
  constructor() {
    super('The metadata store stayed busy.');
  }
}

/** The disk has no room for the change; nothing was changed. */
export class StoreFull extends Error {
  constructor() {
    super('The disk that holds the metadata is full.');
  }
}

interface PendingWrite {
  /** Runs the change and keeps its result; may be called again after a rollback. */
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What a write threw, if it did. */
type Outcome = { readonly error: unknown } | undefined;

/**
 * Runs the writes of one turn of the event loop inside one transaction, and answers them after its
 * COMMIT is on disk. A write that throws half-way is taken back alone: the group is rolled back and
 * run again with a savepoint around each write, so the ordinary case pays for one savepoint only.
 */
export class GroupCommitter {
  readonly #connection: DatabaseSync;
  readonly #statements: StatementCache;
  readonly #fatal: Fatal;
  readonly #committed: () => void;
  #waiting: PendingWrite[] = [];
  #scheduled = false;
  #busySinceMs: number | undefined;
  #spins = 0;
  #failed: Error | undefined;

  /** @param told.committed after each COMMIT, before its writes are answered */
  constructor(
    connection: DatabaseSync,
    statements: StatementCache,
    told: { readonly fatal: Fatal; readonly committed: () => void },
  ) {
    this.#connection = connection;
    this.#statements = statements;
    this.#fatal = told.fatal;
    this.#committed = told.committed;
  }

  write<T>(change: () => T): Promise<T> {
    if (this.#failed !== undefined) return Promise.reject(this.#failed);
    return new Promise((resolve, reject) => {
      let result: { readonly value: T } | undefined;
      this.#waiting.push({
        run: () => {
          result = { value: change() };
        },
        resolve: () => {
          if (result !== undefined) resolve(result.value);
        },
        reject,
      });
      if (!this.#scheduled) {
        this.#scheduled = true;
        setImmediate(this.#commitGroup);
      }
    });
  }

  /** Commits what waits now, in this call. Only for closing. */
  flush(): void {
    while (this.#waiting.length > 0 && this.#failed === undefined) this.#commitGroup();
  }

  readonly #commitGroup = (): void => {
    if (this.#waiting.length === 0 || !this.#begin()) {
      this.#scheduled = this.#waiting.length > 0;
      return;
    }
    const group = this.#waiting.splice(0, groupLimit);
    this.#scheduled = this.#waiting.length > 0;
    if (this.#scheduled) setImmediate(this.#commitGroup);
    let outcomes: Outcome[];
    try {
      outcomes = this.#runAll(group);
      this.#connection.exec('COMMIT');
      this.#committed();
    } catch (error) {
      this.#giveUp(group, error);
      return;
    }
    for (const [index, write] of group.entries()) {
      const failure = outcomes[index];
      if (failure === undefined) write.resolve();
      else write.reject(failure.error);
    }
  };

  /** @returns false when another process is writing; the group is then tried again soon. */
  #begin(): boolean {
    try {
      this.#connection.exec('BEGIN IMMEDIATE');
      this.#busySinceMs = undefined;
      this.#spins = 0;
      return true;
    } catch (error) {
      if (!isBusy(error)) {
        this.#rejectAll(error);
        return false;
      }
    }
    const nowMs = performance.now();
    this.#busySinceMs ??= nowMs;
    if (nowMs - this.#busySinceMs > busyDeadlineMs) {
      this.#busySinceMs = undefined;
      this.#rejectAll(new StoreBusy());
      return false;
    }
    // Commits are short: asking again at each turn of the loop wins a turn soon, and reads go on.
    this.#spins += 1;
    if (this.#spins % spinsBeforePause === 0) setTimeout(this.#commitGroup, busyPauseMs);
    else setImmediate(this.#commitGroup);
    return false;
  }

  #rejectAll(error: unknown): void {
    for (const write of this.#waiting.splice(0)) write.reject(error);
  }

  #runAll(group: readonly PendingWrite[]): Outcome[] {
    const outcomes: Outcome[] = [];
    this.#statements.writing = true;
    this.#connection.exec('SAVEPOINT everything');
    try {
      for (const write of group) {
        this.#statements.changed = false;
        try {
          write.run();
          outcomes.push(undefined);
        } catch (error) {
          if (endsTransaction(error)) throw error;
          if (this.#statements.changed) return this.#runIsolated(group);
          outcomes.push({ error });
        }
      }
    } finally {
      this.#statements.writing = false;
    }
    return outcomes;
  }

  #runIsolated(group: readonly PendingWrite[]): Outcome[] {
    // Not a ROLLBACK: that would let go of the write lock, and another process could take it.
    this.#connection.exec('ROLLBACK TO everything');
    return group.map((write) => {
      this.#connection.exec('SAVEPOINT one');
      try {
        write.run();
        this.#connection.exec('RELEASE one');
        return undefined;
      } catch (error) {
        if (endsTransaction(error)) throw error;
        this.#connection.exec('ROLLBACK TO one');
        this.#connection.exec('RELEASE one');
        return { error };
      }
    });
  }

  /** A full disk or a lost race takes the group back; anything else leaves the log in doubt. */
  #giveUp(group: readonly PendingWrite[], error: unknown): void {
    if (sqliteCode(error) === sqliteFull || isBusy(error)) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      const reason = isBusy(error) ? new StoreBusy() : new StoreFull();
      for (const write of group) write.reject(reason);
      return;
    }
    this.#failed = error instanceof Error ? error : new Error(String(error));
    for (const write of this.#waiting) write.reject(this.#failed);
    this.#waiting = [];
    this.#fatal(this.#failed);
  }
}

function endsTransaction(error: unknown): boolean {
  const code = sqliteCode(error);
  return (
    code === sqliteFull || code === sqliteIoError || code === sqliteCorrupt || code === sqliteBusy
  );
}
