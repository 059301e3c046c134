import { DatabaseSync } from 'node:sqlite';
import type { Fatal } from '../../surroundings.ts';
import { CommitWatch } from './commit-watch.ts';
import { GroupCommitter } from './group-commit.ts';
import { prepareLogSpace } from './log-space.ts';
import { type Migration, migrate } from './migrate.ts';
import { type Command, patiently, type Query, StatementCache } from './statements.ts';

export { StoreBusy, StoreFull } from './group-commit.ts';
export { type Migration, NewerFormat } from './migrate.ts';
export type { Command, Query, SqlValue } from './statements.ts';

/** Counters that tell every process that something cached may be stale. */
export type RevisionName = 'identity' | 'buckets';

/** What a change is given; it lives as long as the call. */
export interface Transaction {
  /** Raises a revision in this same transaction. */
  bump(name: RevisionName): void;
}

export interface Database {
  /** A prepared read, cached by its text. `Row` names the columns that the SQL selects. */
  query<Row>(sql: string): Query<Row>;
  /** The same with rows as arrays in the order of the columns: half the cost of a long scan. */
  tuples<Row extends readonly unknown[]>(sql: string): Query<Row>;
  /** A prepared change, cached by its text; it throws outside of `write`. */
  command(sql: string): Command;
  /**
   * Runs `change` in a transaction that it may share with other writes of the same turn, and
   * resolves with its result once the COMMIT is on disk. When it throws, its changes are taken
   * back and the promise is rejected with what it threw. It is synchronous, sees the changes of
   * writes before it, and may run twice: it must have no effect but on the database.
   * @throws StoreBusy, StoreFull: nothing was changed
   */
  write<T>(change: (transaction: Transaction) => T): Promise<T>;
  /** The present value of a revision, over all processes; from memory while nothing is committed. */
  revision(name: RevisionName): number;
  /**
   * A revision as of the last look of this process: no older than the request that asks, and for
   * free. For what need not know of later changes.
   */
  lastRevision(name: RevisionName): number;
  /**
   * A number that is another one after each commit of any process: what is read after this call
   * may be kept in memory as long as the number stays the same. Costs less than any SELECT.
   */
  stamp(): number;
  /**
   * A request begins: what it asks of `revision` and `stamp` in this turn of the loop is looked up
   * once, now.
   */
  beginRequest(): void;
  /** Commits what waits and closes. */
  close(): void;
}

export interface DatabaseOptions {
  /** A file path. The file is created when it is missing. */
  readonly path: string;
  readonly migrations: readonly Migration[];
  readonly fatal: Fatal;
  /** false: for a short visit, which does not pay for fast commits. */
  readonly prepareLog?: boolean;
}

const openingTimeoutMs = 30_000;
const pageCacheKiB = 32_768;
/** Pages in the log before a COMMIT copies them back into the file, and the log begins anew. */
const checkpointPages = 2_000;
/** Room for those pages and for a large transaction. */
const logSpaceBytes = 10 * 1024 * 1024;

/**
 * Opens or creates the metadata database and brings its schema up to date. Open it once before
 * forking workers: two processes that switch a new file to WAL at the same time can collide.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const connection = new DatabaseSync(options.path, { timeout: openingTimeoutMs });
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
  connection.exec(`PRAGMA cache_size = -${pageCacheKiB}`);
  connection.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
  migrate(connection, options.migrations);
  refuseReadOnly(connection);
  if (options.prepareLog ?? true) prepareLogSpace(connection, options.path, logSpaceBytes);
  // From here on waiting is done by the group committer, which lets the event loop go on.
  patiently(() => connection.exec('PRAGMA busy_timeout = 0'));
  return assemble(connection, options);
}

/**
 * SQLite opens a file for reading alone when it cannot have it for writing, and says nothing: a
 * process that met a full table of descriptors for a moment would refuse writes for ever.
 */
function refuseReadOnly(connection: DatabaseSync): void {
  // Begins to write, changes nothing and so commits nothing.
  connection.exec('DELETE FROM revisions WHERE false');
}

function assemble(connection: DatabaseSync, { fatal, path }: DatabaseOptions): Database {
  const statements = new StatementCache(connection);
  const watch = new CommitWatch(path);
  const committed = () => watch.release();
  const committer = new GroupCommitter(connection, statements, { fatal, committed });
  const revisions = new Revisions(statements);
  const bumpRevision = statements.command(
    'INSERT INTO revisions (name, value) VALUES (?, 1) ' +
      'ON CONFLICT (name) DO UPDATE SET value = value + 1',
  );
  const transaction: Transaction = { bump: (name) => void bumpRevision.run(name) };
  return {
    query: (sql) => statements.query(sql),
    tuples: (sql) => statements.tuples(sql),
    command: (sql) => statements.command(sql),
    write: (change) => committer.write(() => change(transaction)),
    revision: (name) => revisions.get(name, watch.stamp()),
    lastRevision: (name) => revisions.get(name, watch.lastStamp),
    stamp: () => watch.stamp(),
    beginRequest: () => watch.hold(),
    close: () => {
      committer.flush();
      connection.close();
      watch.close();
    },
  };
}

/** All revisions as of the last commit, read together when there was one. */
class Revisions {
  readonly #statements: StatementCache;
  readonly #readAll: Query<{ name: RevisionName; value: number }>;
  #values = new Map<RevisionName, number>();
  #stamp = 0;

  constructor(statements: StatementCache) {
    this.#statements = statements;
    this.#readAll = statements.query('SELECT name, value FROM revisions');
  }

  /** @param stamp as of which it is asked */
  get(name: RevisionName, stamp: number): number {
    // Inside a write there may be changes that are not committed, and may never be.
    if (stamp !== this.#stamp || this.#statements.writing) {
      this.#values = new Map(this.#readAll.all().map((row) => [row.name, row.value]));
      this.#stamp = this.#statements.writing ? 0 : stamp;
    }
    return this.#values.get(name) ?? 0;
  }
}
