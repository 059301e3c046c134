import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartFailure } from './start-failure.ts';

const lockFile = 'lock';
const holderFile = 'server.json';

/** Time for a server that was just killed to be gone: the kernel frees its lock at its exit. */
const patienceMs = 2_000;

/** What the holder of the lock says about itself, for the message to the second one. */
export interface LockHolder {
  readonly pid: number;
  readonly startedAt: string;
}

export interface DataLock {
  release(): void;
}

/**
 * Takes the data folder for this process. The lock is the operating system's, held through an
 * exclusive SQLite transaction on a file that holds nothing: it ends with the process however that
 * dies, and no file that was left behind can be taken for a lock.
 * @throws StartFailure naming the folder and the process that has it
 */
export function lockDataFolder(folder: string, timeoutMs = patienceMs): DataLock {
  const lock = tryLockDataFolder(folder, timeoutMs);
  if (lock === undefined) throw new StartFailure(refusal(folder));
  return lock;
}

/**
 * What holds locks. A connection that nobody refers to is closed by the garbage collector, and its
 * lock would be gone with it although the process goes on.
 */
const held = new Set<DatabaseSync>();

/** The same for a short visit: undefined where another process has the folder. */
export function tryLockDataFolder(folder: string, timeoutMs = 0): DataLock | undefined {
  const connection = new DatabaseSync(join(folder, lockFile), { timeout: timeoutMs });
  try {
    // Nothing is ever written, so there is nothing that a journal could take back.
    connection.exec('PRAGMA journal_mode = OFF');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  held.add(connection);
  const holder: LockHolder = { pid: process.pid, startedAt: new Date().toISOString() };
  writeFileSync(join(folder, holderFile), `${JSON.stringify(holder)}\n`);
  return {
    release: () => {
      if (!connection.isOpen) return;
      rmSync(join(folder, holderFile), { force: true });
      connection.close();
      held.delete(connection);
    },
  };
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function refusal(folder: string): string {
  return (
    `the data folder ${folder} is in use by another server${describeHolder(folder)}. ` +
    'Stop that one first, or choose another folder with --data.'
  );
}

function describeHolder(folder: string): string {
  try {
    const holder: unknown = JSON.parse(readFileSync(join(folder, holderFile), 'utf8'));
    if (typeof holder !== 'object' || holder === null) return '';
    const pid = 'pid' in holder ? holder.pid : 'unknown';
    const since = 'startedAt' in holder ? `, since ${holder.startedAt}` : '';
    return ` (process ${pid}${since})`;
  } catch {
    // It is about to write the file, or has just removed it.
    return '';
  }
}
