import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { foundation } from '../schema/0001-foundation.ts';
import { migrations } from '../schema/migrations.ts';
import { type Database, type Migration, NewerFormat, openDatabase, StoreFull } from './database.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let fileNumber = 0;

function freshPath(): string {
  fileNumber += 1;
  return join(folder, `${fileNumber}.sqlite`);
}

function fatal(error: Error): never {
  throw error;
}

function open(path = freshPath(), steps: readonly Migration[] = [foundation]): Database {
  return openDatabase({ path, migrations: steps, fatal });
}

const set = (database: Database, name: string, value: number) =>
  database.command('INSERT OR REPLACE INTO id_ranges (name, next) VALUES (?, ?)').run(name, value);
const get = (database: Database, name: string) =>
  database.query<{ next: number }>('SELECT next FROM id_ranges WHERE name = ?').get(name)?.next;

describe('group commit', () => {
  test('a write sees those before it, and resolves with its result', async () => {
    const database = open();
    const first = database.write(() => set(database, 'a', 1));
    const second = database.write(() => get(database, 'a'));
    assert.deepEqual(await Promise.all([first, second]), [1, 1]);
    database.close();
  });

  test('a write that throws half-way takes back its own changes only', async () => {
    const database = open();
    const results = await Promise.allSettled([
      database.write(() => set(database, 'a', 1)),
      database.write(() => {
        set(database, 'a', 2);
        set(database, 'b', 2);
        throw new Error('half-way');
      }),
      database.write(() => set(database, 'c', 3)),
    ]);
    assert.deepEqual(
      results.map((result) => result.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(
      [get(database, 'a'), get(database, 'b'), get(database, 'c')],
      [1, undefined, 3],
    );
    database.close();
  });

  test('a change outside of a write is refused', () => {
    const database = open();
    assert.throws(() => set(database, 'a', 1), /inside a write/);
    database.close();
  });

  test('a revision is raised with its transaction, or not at all', async () => {
    const database = open();
    assert.equal(database.revision('identity'), 0);
    await database.write((transaction) => transaction.bump('identity'));
    const failing = database.write((transaction) => {
      transaction.bump('identity');
      throw new Error('no');
    });
    await assert.rejects(failing);
    assert.equal(database.revision('identity'), 1);
    database.close();
  });

  test('a full disk refuses the writes of its group, and later ones go on', async () => {
    const database = open();
    const room = (pages: number) => database.query(`PRAGMA max_page_count = ${pages}`).get();
    room(8);
    const large = 'x'.repeat(100_000);
    const fill = database.write(() =>
      database.command('INSERT INTO id_ranges (name, next) VALUES (?, 1)').run(large),
    );
    await assert.rejects(fill, StoreFull);
    room(1_000_000);
    await database.write(() => set(database, 'a', 1));
    assert.equal(get(database, 'a'), 1);
    database.close();
  });

  test('closing commits what waits', async () => {
    const path = freshPath();
    const database = open(path);
    const write = database.write(() => set(database, 'a', 1));
    database.close();
    await write;
    const again = open(path);
    assert.equal(get(again, 'a'), 1);
    again.close();
  });

  test('writers in several processes lose no write and do not starve', async () => {
    const path = freshPath();
    const database = open(path);
    await database.write(() => set(database, 'count', 0));
    const script = join(import.meta.dirname, 'writer-process.ts');
    const writes = 300;
    // Listened for from the start: either may well be done before this process is.
    const exits = [1, 2].map(() =>
      once(spawn(process.execPath, [script, path, String(writes)], { stdio: 'inherit' }), 'exit'),
    );
    for (let done = 0; done < writes; done += 1) {
      await database.write(() => set(database, 'count', (get(database, 'count') ?? 0) + 1));
    }
    const codes = (await Promise.all(exits)).map(([code]) => code);
    assert.deepEqual(codes, [0, 0]);
    assert.equal(get(database, 'count'), writes * 3);
    database.close();
  });
});

describe('migrations', () => {
  test('run once, in order, and again find nothing to do', () => {
    const path = freshPath();
    open(path, migrations).close();
    const database = open(path, migrations);
    const count = database.query<{ n: number }>('SELECT count(*) AS n FROM objects').get();
    assert.equal(count?.n, 0);
    database.close();
  });

  test('a step that fails leaves the version before it', () => {
    const path = freshPath();
    const bad = { number: 2, name: 'bad', statements: ['CREATE TABLE t (a)', 'nonsense'] };
    assert.throws(() => open(path, [foundation, bad]));
    const good = { number: 2, name: 'good', statements: ['CREATE TABLE t (a)'] };
    open(path, [foundation, good]).close();
  });

  test('a newer format is refused', () => {
    const path = freshPath();
    open(path).close();
    const connection = new DatabaseSync(path);
    connection.exec('PRAGMA user_version = 99');
    connection.close();
    assert.throws(() => open(path), NewerFormat);
  });

  test('commits are synchronous and survive a process that just ends', async () => {
    const path = freshPath();
    const script = join(import.meta.dirname, 'writer-process.ts');
    const database = open(path);
    await database.write(() => set(database, 'count', 0));
    database.close();
    const child = spawn(process.execPath, [script, path, '5', 'abort'], { stdio: 'ignore' });
    await once(child, 'exit');
    const again = open(path);
    assert.equal(get(again, 'count'), 5);
    again.close();
  });
});
