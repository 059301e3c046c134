import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { metadataPath, prepareDataFolder } from './data-folder.ts';
import { migrations } from './metadata/schema/migrations.ts';
import { NewerFormat, openDatabase } from './metadata/sqlite/database.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-older-'));
after(() => rmSync(root, { recursive: true }));

const fatal = (error: Error): never => {
  throw error;
};

/** A data folder as the release with so many steps of the schema left it. */
function folderOf(steps: number): string {
  const folder = join(root, `schema-${steps}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'format'), 'strongroom data folder, format 1\n');
  const known = migrations.slice(0, steps);
  const path = metadataPath(folder);
  openDatabase({ path, migrations: known, fatal, prepareLog: false }).close();
  return folder;
}

function schemaOf(folder: string) {
  const database = new DatabaseSync(metadataPath(folder), { readOnly: true });
  const version = database.prepare('PRAGMA user_version').get()?.user_version;
  const tables = database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  database.close();
  return { version, tables };
}

describe('a data folder of an older release', () => {
  const newest = join(root, 'newest');
  for (let steps = 1; steps < migrations.length; steps += 1) {
    test(`with schema ${steps} is brought up to date when it is opened, with its rows`, async () => {
      await prepareDataFolder(newest, { fatal });
      const folder = folderOf(steps);
      const old = new DatabaseSync(metadataPath(folder));
      old.exec("INSERT INTO revisions VALUES ('kept', 42)");
      old.close();
      await prepareDataFolder(folder, { fatal });
      assert.deepEqual(schemaOf(folder), schemaOf(newest));
      const database = new DatabaseSync(metadataPath(folder), { readOnly: true });
      const row = database.prepare("SELECT value FROM revisions WHERE name = 'kept'").get();
      database.close();
      assert.equal(row?.value, 42);
    });
  }

  test('keeps its schema where a step fails, and goes on from there', async () => {
    rmSync(join(root, 'schema-1'), { recursive: true, force: true });
    const again = folderOf(1);
    const blocked = new DatabaseSync(metadataPath(again));
    blocked.exec('CREATE TABLE owners (id INTEGER)');
    blocked.close();
    await assert.rejects(prepareDataFolder(again, { fatal }), /owners already exists/);
    assert.equal(schemaOf(again).version, 1);
    const freed = new DatabaseSync(metadataPath(again));
    freed.exec('DROP TABLE owners');
    freed.close();
    await prepareDataFolder(again, { fatal });
    assert.deepEqual(schemaOf(again), schemaOf(newest));
  });

  test('is refused, and left as it is, where a newer release has opened it', async () => {
    const folder = join(root, 'from-the-future');
    await prepareDataFolder(folder, { fatal });
    const database = new DatabaseSync(metadataPath(folder));
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();
    const before = readFileSync(metadataPath(folder));
    await assert.rejects(prepareDataFolder(folder, { fatal }), NewerFormat);
    await assert.rejects(prepareDataFolder(folder, { fatal }), /Use the release that wrote it/);
    assert.ok(readFileSync(metadataPath(folder)).equals(before));
  });
});
