import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Disk, nodeDisk } from '../../disk.ts';
import { BlobFiles } from './blob-files.ts';
import { FileWriter } from './file-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
for (const name of ['files', 'incoming']) mkdirSync(join(folder, name));
after(() => rmSync(folder, { recursive: true, force: true }));

const ledger = { announceFile: async () => {}, forgetFiles: async () => {} };
const mebibyte = Buffer.alloc(1024 * 1024, 7);
let calls: string[] = [];
let failures: Error[] = [];
beforeEach(() => {
  calls = [];
  failures = [];
});
let lastId = 0;

/** @param sync what a sync does besides */
function writerOn(sync: () => Promise<void> = async () => {}): FileWriter {
  const disk: Disk = {
    ...nodeDisk,
    async write(...input) {
      await nodeDisk.write(...input);
      calls.push('write');
    },
    async sync(descriptor) {
      await sync();
      await nodeDisk.sync(descriptor);
      calls.push('sync');
    },
    async close(descriptor) {
      calls.push('close');
      await nodeDisk.close(descriptor);
    },
  };
  const files = new BlobFiles(disk, join(folder, 'files'), join(folder, 'incoming'));
  const fatal = (error: Error) => void failures.push(error);
  lastId += 1;
  return new FileWriter({ disk, files, ledger, process: '1.test', fatal }, lastId);
}

async function fill(writer: FileWriter, mebibytes: number): Promise<void> {
  for (let written = 0; written < mebibytes; written += 1) await writer.write(mebibyte);
}

describe('the file of a large blob', () => {
  test('is synced while it grows, and once more when all is written', async () => {
    const writer = writerOn();
    await fill(writer, 40);
    await writer.commit();
    const syncs = calls.filter((call) => call === 'sync').length;
    assert.ok(syncs >= 2 && syncs <= 4, `${syncs}`);
    assert.ok(calls.lastIndexOf('sync') > calls.lastIndexOf('write'));
  });

  test('of a few megabytes is synced once', async () => {
    const writer = writerOn();
    await fill(writer, 8);
    await writer.commit();
    assert.equal(calls.filter((call) => call === 'sync').length, 1);
  });

  test('is not taken when a sync on the way fails', async () => {
    const error = Object.assign(new Error('i/o error'), { code: 'EIO' });
    let times = 0;
    const writer = writerOn(async () => {
      times += 1;
      if (times === 1) throw error;
    });
    await fill(writer, 40);
    await assert.rejects(writer.commit(), error);
    assert.deepEqual(failures, [error]);
  });

  test('is not closed under a sync', async () => {
    const writer = writerOn(() => delay(100));
    await fill(writer, 20);
    await writer.abort();
    assert.deepEqual(calls.slice(-2), ['sync', 'close']);
  });
});
