import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkFormat, metadataPath, UnknownFormat } from '../data-folder.ts';
import { migrations } from '../metadata/schema/migrations.ts';
import { NewerFormat } from '../metadata/sqlite/database.ts';
import { type Query, StatementCache } from '../metadata/sqlite/statements.ts';
import { integrityProblems, messageOf } from './integrity-problems.ts';

/** The metadata of a data folder, to be read and nothing else. */
export interface OpenMetadata {
  rows<Row extends readonly unknown[]>(sql: string): Query<Row>;
  readonly schema: number;
  /** Runs SQLite's own check. @returns what it found; nothing where all is well */
  integrityProblems(): string[];
  close(): void;
}

/** The metadata are there but cannot be looked at. */
export class Unreadable extends Error {}

/**
 * Opens the metadata of a folder for reading: nothing in the folder changes, but for the index of
 * SQLite's log, which every reader may build anew. The result stands for one moment.
 * @throws UnknownFormat, NewerFormat, Unreadable
 */
export function openMetadata(folder: string): OpenMetadata {
  const marker = join(folder, 'format');
  if (!existsSync(marker))
    throw new UnknownFormat(`${folder} is no data folder: no format marker.`);
  checkFormat(marker);
  const path = metadataPath(folder);
  if (!existsSync(path)) throw new Unreadable(`${path} is missing.`);
  // SQLite would take it for a database without tables.
  if (statSync(path).size === 0) throw new Unreadable(`${path} is empty.`);
  return openSnapshot(path);
}

/** The same for the database file alone. @throws NewerFormat, Unreadable */
export function openSnapshot(path: string): OpenMetadata {
  const connection = new DatabaseSync(path, { readOnly: true });
  try {
    return assemble(connection);
  } catch (error) {
    connection.close();
    if (error instanceof NewerFormat || error instanceof Unreadable) throw error;
    throw new Unreadable(`${path} cannot be read: ${messageOf(error)}.`);
  }
}

function assemble(connection: DatabaseSync): OpenMetadata {
  const schema = Number(connection.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  const newest = migrations.at(-1)?.number ?? 0;
  if (schema > newest) throw new NewerFormat(schema, newest);
  if (schema < newest) {
    throw new Unreadable(
      `The metadata have schema version ${schema}, and this release checks version ${newest}. ` +
        'Start the server once, which brings them up to date.',
    );
  }
  // One snapshot for everything that is asked.
  connection.exec('BEGIN');
  const statements = new StatementCache(connection);
  return {
    schema,
    rows: (sql) => statements.tuples(sql),
    integrityProblems: () => integrityProblems(connection),
    close: () => connection.close(),
  };
}
