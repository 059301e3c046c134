import type { DatabaseSync, StatementSync } from 'node:sqlite';

// The boundary to node:sqlite: the only module of the store that gives rows their declared type.
// Tables are STRICT, so a column holds what the schema says.

/** What a column or a parameter can be. Booleans are 0 and 1. */
export type SqlValue = null | number | string | Uint8Array;

/** A prepared read. Cheap to call; may be called inside and outside of a write. */
export interface Query<Row> {
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
}

/** A prepared change. It can run only inside `Database.write`. */
export interface Command {
  /** @returns how many rows changed */
  run(...values: SqlValue[]): number;
}

const sqliteBusy = 5;
const busyReadRetries = 2_000;
const busyReadPauseMs = 1;

/** The primary result code of an error that node:sqlite threw; 0 when it is no such error. */
export function sqliteCode(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error)) return 0;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
}

/** Whether another process holds a lock that the statement needs. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === sqliteBusy;
}

/** Blocks this thread; only for the rare moments when another process recovers the log. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busyReadPauseMs);
}

/** A WAL reader is never blocked by writers, but can be for a moment by recovery at an open. */
export function patiently<T>(read: () => T): T {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return read();
    } catch (error) {
      if (!isBusy(error) || attempt >= busyReadRetries) throw error;
      pause();
    }
  }
}

/** Prepared statements by their text, made on first use and kept. */
export class StatementCache {
  readonly #connection: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();
  /** Whether a change ran since this was last set to false. */
  changed = false;
  writing = false;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  query<Row>(sql: string): Query<Row> {
    return readOf<Row>(this.#prepare(sql, false));
  }

  tuples<Row extends readonly unknown[]>(sql: string): Query<Row> {
    return readOf<Row>(this.#prepare(sql, true));
  }

  command(sql: string): Command {
    const statement = this.#prepare(sql, false);
    return {
      run: (...values) => {
        if (!this.writing) throw new Error('A command can run only inside a write.');
        this.changed = true;
        return Number(statement.run(...values).changes);
      },
    };
  }

  #prepare(sql: string, arrays: boolean): StatementSync {
    const name = arrays ? `${sql} -- tuples` : sql;
    let statement = this.#prepared.get(name);
    if (statement === undefined) {
      statement = patiently(() => this.#connection.prepare(sql));
      if (arrays) statement.setReturnArrays(true);
      this.#prepared.set(name, statement);
    }
    return statement;
  }
}

function readOf<Row>(statement: StatementSync): Query<Row> {
  return {
    get: (...values) => {
      try {
        return statement.get(...values) as Row | undefined;
      } catch (error) {
        if (!isBusy(error)) throw error;
        return patiently(() => statement.get(...values)) as Row | undefined;
      }
    },
    all: (...values) => {
      try {
        return statement.all(...values) as Row[];
      } catch (error) {
        if (!isBusy(error)) throw error;
        return patiently(() => statement.all(...values)) as Row[];
      }
    },
  };
}
