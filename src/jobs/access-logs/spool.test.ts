import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readyFiles, Spool, type SpoolOptions } from './spool.ts';

const root = mkdtempSync(join(tmpdir(), 'access-log-spool-'));
after(() => rmSync(root, { recursive: true }));
const writer = `${process.pid}.abcdef`;
const line = { bucketId: 1, bucket: 'photos', atMs: 1, line: 'text' };

function spoolIn(name: string, options: Partial<SpoolOptions> = {}) {
  const folder = join(root, name);
  const time = { nowMs: 0 };
  const lost: number[] = [];
  const spool = new Spool({
    folder,
    writer,
    clock: () => time.nowMs,
    intervalMs: 1_000,
    fileBytes: 1_000,
    lost: (lines) => void lost.push(lines),
    ...options,
  });
  return { folder, spool, time, lost, ready: () => readyFiles(folder, writer) };
}

describe('the spool of access logs', () => {
  test('hands a file on when it is old enough', async () => {
    const { spool, time, ready } = spoolIn('old');
    spool.add(line);
    await spool.flush();
    assert.deepEqual(await ready(), []);
    time.nowMs = 1_000;
    await spool.flush();
    const [file = ''] = await ready();
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), line);
  });

  test('hands a file on when it is large enough, and when it is closed', async () => {
    const { spool, ready } = spoolIn('large');
    for (let count = 0; count < 30; count++) spool.add(line);
    await spool.flush();
    assert.equal((await ready()).length, 1);
    spool.add(line);
    await spool.flush({ handOn: true });
    assert.equal((await ready()).length, 2);
  });

  test('gives the files of the dead to the living', async () => {
    const { folder, spool, ready } = spoolIn('dead');
    spool.add(line);
    await spool.flush();
    // No process has this id; the other one has been ours before.
    writeFileSync(join(folder, '4194999.aaaaaa.1.open'), '');
    writeFileSync(join(folder, `${process.pid}.bbbbbb.1.open`), '');
    assert.equal((await ready()).length, 2);
  });

  test('makes nothing where nothing is told, and finds nothing there', async () => {
    const { spool, ready } = spoolIn('none');
    await spool.flush({ handOn: true });
    assert.deepEqual(await ready(), []);
  });

  test('tells what it lost where the disk fails', async () => {
    writeFileSync(join(root, 'file'), '');
    const { spool, lost } = spoolIn('any', { folder: join(root, 'file') });
    spool.add(line);
    await spool.flush();
    assert.deepEqual(lost, [1]);
  });
});
