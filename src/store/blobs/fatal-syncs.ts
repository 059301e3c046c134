import type { Disk } from '../disk.ts';
import type { Fatal } from '../surroundings.ts';

/**
 * The same disk, but a sync that fails ends the process: the system has forgotten by then which
 * pages were not written. A folder that could not even be opened was not synced, and nothing is in
 * doubt: that is only an error.
 */
export function endOnFailedSync(disk: Disk, fatal: Fatal): Disk {
  const ending = (error: unknown): never => {
    if (syscallOf(error) !== 'open') fatal(asError(error));
    throw error;
  };
  return {
    ...disk,
    sync: (descriptor) => disk.sync(descriptor).catch(ending),
    syncFolder: (path) => disk.syncFolder(path).catch(ending),
    makeFolder: (path) =>
      disk.makeFolder(path).catch((error) => {
        // It syncs the folders above what it makes.
        if (syscallOf(error) === 'fsync') fatal(asError(error));
        throw error;
      }),
  };
}

function syscallOf(error: unknown): unknown {
  return error instanceof Error && 'syscall' in error ? error.syscall : undefined;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
