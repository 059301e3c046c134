import type { DatabaseSync } from 'node:sqlite';

/** What SQLite's check tells at most. */
const problemLimit = 100;

/** Runs SQLite's own check. @returns what it found; nothing where all is well */
export function integrityProblems(connection: DatabaseSync): string[] {
  try {
    const rows = connection.prepare(`PRAGMA integrity_check(${problemLimit})`).all();
    const told = rows.map((row) => String(row.integrity_check));
    return told.length === 1 && told[0] === 'ok' ? [] : told;
  } catch (error) {
    return [messageOf(error)];
  }
}

/** The words of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
