import { statfs } from 'node:fs/promises';
import type { Database } from '../store/metadata/sqlite/database.ts';

/** Below this a server is not ready: SQLite's log and a few uploads fill it at once. */
const leastDiskBytes = 128 * 1024 * 1024;
/** Probes from several sides within this time share one write. */
const freshForMs = 1_000;

/** @returns a probe that tells why this process cannot serve well, or undefined when it can */
export function createHealthProbe(
  database: Database,
  dataFolder: string,
  clock: () => number = Date.now,
): () => Promise<string | undefined> {
  let last: { readonly atMs: number; readonly problem: Promise<string | undefined> } | undefined;
  return () => {
    if (last === undefined || clock() - last.atMs >= freshForMs) {
      last = { atMs: clock(), problem: findProblem(database, dataFolder) };
    }
    return last.problem;
  };
}

async function findProblem(database: Database, dataFolder: string): Promise<string | undefined> {
  try {
    const { bavail, bsize } = await statfs(dataFolder);
    if (bavail * bsize < leastDiskBytes) return 'the disk of the data folder is almost full';
    await database.write(() => {
      database
        .command(
          "INSERT INTO revisions (name, value) VALUES ('health', 1) " +
            'ON CONFLICT (name) DO UPDATE SET value = value + 1',
        )
        .run();
    });
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `the metadata cannot be written: ${reason}`;
  }
}
