import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { CommitWatch } from './commit-watch.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-watch-'));
after(() => rmSync(folder, { recursive: true }));
let databases = 0;

function open(path = join(folder, `${databases++}.db`)) {
  const connection = new DatabaseSync(path);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 0');
  connection.exec('CREATE TABLE IF NOT EXISTS numbers (number INTEGER) STRICT');
  return { connection, path };
}

/** Runs SQL in another process; returns what it printed. */
function elsewhere(path: string, sql: string): string {
  const script = `
    import { DatabaseSync } from 'node:sqlite';
    const connection = new DatabaseSync(${JSON.stringify(path)});
    try { connection.exec(${JSON.stringify(sql)}); console.log('done'); }
    catch (error) { console.log(error.message); }`;
  const options = { input: script, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, ['--input-type=module', '-'], options).stdout.trim();
}

describe('the stamp of a database', () => {
  test('stays while nothing is committed, whatever is read or rolled back', () => {
    const { connection, path } = open();
    const watch = new CommitWatch(path);
    const stamp = watch.stamp();
    connection.exec('SELECT * FROM numbers; BEGIN IMMEDIATE; INSERT INTO numbers VALUES (1)');
    assert.equal(watch.stamp(), stamp);
    connection.exec('ROLLBACK');
    assert.equal(watch.stamp(), stamp);
    connection.close();
    watch.close();
  });

  test('is another one after each commit, also where a checkpoint begins the log anew', () => {
    const { connection, path } = open();
    const other = open(path).connection;
    const watch = new CommitWatch(path);
    const seen = new Set([watch.stamp()]);
    for (let i = 1; i <= 200; i += 1) {
      (i % 2 === 0 ? connection : other).exec(`INSERT INTO numbers VALUES (${i})`);
      if (i % 7 === 0) connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      seen.add(watch.stamp());
      assert.equal(seen.size, i + 1);
    }
    connection.close();
    other.close();
    watch.close();
  });

  test('is another one after a commit of another process', () => {
    const { connection, path } = open();
    const watch = new CommitWatch(path);
    for (let i = 0; i < 3; i += 1) {
      const stamp = watch.stamp();
      assert.equal(elsewhere(path, `INSERT INTO numbers VALUES (${i})`), 'done');
      assert.notEqual(watch.stamp(), stamp);
    }
    connection.close();
    watch.close();
  });
});

describe('a stamp that is held for a request', () => {
  test('is the one of now, and stays until the turn of the loop ends', async () => {
    const { connection, path } = open();
    const watch = new CommitWatch(path);
    const before = watch.stamp();
    connection.exec('INSERT INTO numbers VALUES (1)');
    watch.hold();
    const held = watch.stamp();
    assert.notEqual(held, before);
    connection.exec('INSERT INTO numbers VALUES (2)');
    assert.equal(watch.stamp(), held);
    await setImmediate();
    assert.notEqual(watch.stamp(), held);
    connection.close();
    watch.close();
  });

  test('gives way to a later request, and to a commit of this process', () => {
    const { connection, path } = open();
    const watch = new CommitWatch(path);
    for (const giveWay of [() => watch.hold(), () => watch.release()]) {
      watch.hold();
      const held = watch.stamp();
      connection.exec('INSERT INTO numbers VALUES (1)');
      giveWay();
      assert.notEqual(watch.stamp(), held);
    }
    connection.close();
    watch.close();
  });
});

test('a watch that ends takes no lock away from the connections of its process', () => {
  const { connection, path } = open();
  const kept = new CommitWatch(path);
  connection.exec('BEGIN IMMEDIATE');
  new CommitWatch(path).close();
  assert.match(elsewhere(path, 'INSERT INTO numbers VALUES (1)'), /locked/);
  connection.exec('COMMIT');
  assert.equal(elsewhere(path, 'INSERT INTO numbers VALUES (1)'), 'done');
  connection.close();
  kept.close();
});
