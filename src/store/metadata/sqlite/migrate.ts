import type { DatabaseSync } from 'node:sqlite';

/**
 * One numbered step of the schema. Steps run in order, each in its own transaction together with
 * the new version, so a step that was interrupted runs again from its start.
 */
export interface Migration {
  readonly number: number;
  /** What the step does, for the log. */
  readonly name: string;
  /** SQL statements, run one after the other. */
  readonly statements: readonly string[];
}

/** The folder was written by a newer release; opening it could damage it. */
export class NewerFormat extends Error {
  constructor(found: number, known: number) {
    super(
      `The data folder has schema version ${found}, but this release knows versions up to ` +
        `${known}. Use the release that wrote it, or a newer one.`,
    );
  }
}

function currentVersion(connection: DatabaseSync): number {
  const row = connection.prepare('PRAGMA user_version').get();
  return Number(row?.user_version ?? 0);
}

/**
 * Brings the schema to the newest version. Safe to call at each start and by several processes.
 * @throws NewerFormat when the database is ahead of `migrations`
 */
export function migrate(connection: DatabaseSync, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.number ?? 0;
  const found = currentVersion(connection);
  if (found > newest) throw new NewerFormat(found, newest);
  for (const [index, migration] of migrations.entries()) {
    if (migration.number !== index + 1) throw new Error('Migrations must be numbered from 1.');
    if (migration.number > found) apply(connection, migration);
  }
}

function apply(connection: DatabaseSync, migration: Migration): void {
  connection.exec('BEGIN EXCLUSIVE');
  try {
    if (currentVersion(connection) < migration.number) {
      for (const statement of migration.statements) connection.exec(statement);
      connection.exec(`PRAGMA user_version = ${migration.number}`);
    }
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
