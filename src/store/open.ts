import type { Blobs } from './blobs/blobs.ts';
import { LocalBlobs } from './blobs/local-blobs.ts';
import { processName } from './blobs/process-name.ts';
import type { Buckets } from './buckets.ts';
import type { ConsoleSessionStore } from './console-sessions.ts';
import { metadataPath } from './data-folder.ts';
import { type Disk, nodeDisk } from './disk.ts';
import type { JobLeases } from './jobs.ts';
import type { Keys } from './keys.ts';
import { migrations } from './metadata/schema/migrations.ts';
import { BlobLedger } from './metadata/sqlite/blob-ledger.ts';
import { sqliteBuckets } from './metadata/sqlite/buckets.ts';
import { sqliteConsoleSessions } from './metadata/sqlite/console-sessions.ts';
import { type Database, openDatabase } from './metadata/sqlite/database.ts';
import { sqliteJobLeases } from './metadata/sqlite/jobs.ts';
import { sqliteKeys } from './metadata/sqlite/keys.ts';
import { sqliteObjects } from './metadata/sqlite/objects.ts';
import { sqliteOutbox } from './metadata/sqlite/outbox.ts';
import { Owners } from './metadata/sqlite/owners.ts';
import { sqliteScrubs } from './metadata/sqlite/scrubs.ts';
import { sqliteUploads } from './metadata/sqlite/uploads.ts';
import { VersionChain } from './metadata/sqlite/version-chain.ts';
import type { Objects } from './objects.ts';
import type { Outbox } from './outbox.ts';
import type { Scrubs } from './scrubs.ts';
import type { Surroundings } from './surroundings.ts';
import type { Uploads } from './uploads.ts';

export interface Stores {
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly keys: Keys;
  readonly consoleSessions: ConsoleSessionStore;
  readonly jobs: JobLeases;
  readonly outbox: Outbox;
  readonly scrubs: Scrubs;
  readonly blobs: Blobs;
  /** The foundation of the other metadata stores (identities). */
  readonly database: Database;
  /** Waits for running writes. Call it when no request is under way. */
  close(): Promise<void>;
}

export interface OpenStores extends Surroundings {
  /** A data folder that `prepareDataFolder` has seen since it was last in use. */
  readonly folder: string;
  readonly disk?: Disk;
  /** Blobs up to this size are put together in segments. */
  readonly segmentBlobLimitBytes?: number;
  readonly segmentBytes?: number;
  /** How long freed space is kept for readers. */
  readonly graceMs?: number;
  /** Memory for small blobs that are read again and again; 0 for none. */
  readonly cacheBytes?: number;
  /** false: opens faster, and commits slower. For tests and short visits. */
  readonly prepareLog?: boolean;
  /** Told how long each write of metadata waited until it was on disk, or was taken back. */
  readonly onWrite?: (milliseconds: number, isCommitted: boolean) => void;
}

/** The same database, whose writes are timed. */
function watchedDatabase(
  database: Database,
  onWrite: (milliseconds: number, isCommitted: boolean) => void,
): Database {
  return {
    ...database,
    write: async (change) => {
      const begunAt = performance.now();
      let isCommitted = false;
      try {
        const result = await database.write(change);
        isCommitted = true;
        return result;
      } finally {
        onWrite(performance.now() - begunAt, isCommitted);
      }
    },
  };
}

/** Opens the embedded stores. Several processes may have the same folder open. */
export function openStores(options: OpenStores): Stores {
  const { folder, clock, randomBytes, fatal } = options;
  const opened = openDatabase({
    path: metadataPath(folder),
    migrations,
    fatal,
    prepareLog: options.prepareLog ?? true,
  });
  const { onWrite } = options;
  const database = onWrite === undefined ? opened : watchedDatabase(opened, onWrite);
  const ledger = new BlobLedger(database, clock);
  const blobs = new LocalBlobs({
    folder,
    ledger,
    clock,
    fatal,
    disk: options.disk ?? nodeDisk,
    process: processName(process.pid, randomBytes),
    segmentBlobLimitBytes: options.segmentBlobLimitBytes,
    segmentBytes: options.segmentBytes,
    graceMs: options.graceMs,
    cacheBytes: options.cacheBytes,
  });
  const surroundings = { clock, randomBytes, fatal };
  const chain = new VersionChain(database, surroundings, ledger);
  const owners = new Owners(database);
  const tables = { database, surroundings, ledger, chain, owners, keeper: blobs };
  // What a crash left is collected soon after the start, and not while requests wait for it.
  blobs.released();
  return {
    buckets: sqliteBuckets(database, clock, () => blobs.released()),
    objects: sqliteObjects(tables),
    uploads: sqliteUploads(tables),
    keys: sqliteKeys(database),
    consoleSessions: sqliteConsoleSessions(database),
    jobs: sqliteJobLeases(database, clock),
    outbox: sqliteOutbox(database, clock),
    scrubs: sqliteScrubs(database, clock),
    blobs,
    database,
    close: async () => {
      await blobs.close();
      database.close();
    },
  };
}
