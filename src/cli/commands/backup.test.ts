import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { lockDataFolder } from '../../server/data-lock.ts';
import { makeStoredFolder } from '../../store/check/stored-folder.ts';
import { runCommandLine } from '../command-line.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-commands-'));
const data = join(root, 'data');
before(() => makeStoredFolder(data));
after(() => rmSync(root, { recursive: true }));

async function strongroom(...args: readonly string[]) {
  const printed = { out: '', error: '' };
  const code = await runCommandLine(args, {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    input: Readable.from(['']),
    environment: {},
    folder: root,
  });
  return { code, ...printed };
}

describe('strongroom backup and restore', () => {
  test('copy a folder, and make a new one of the copy', async () => {
    const taken = await strongroom('backup', 'copy', '--data', data);
    assert.equal(taken.code, 0, taken.error);
    assert.match(taken.out, /^\d+ files of \d+ bytes copied, 0 kept$/m);
    const again = await strongroom('backup', 'copy', '--data', data, '--json');
    assert.equal(JSON.parse(again.out).filesCopied, 0);
    const restored = await strongroom('restore', 'copy', '--data', 'new');
    assert.equal(restored.code, 0, restored.error);
    assert.match(restored.out, /^\d+ files of \d+ bytes, as of .*, in .*new$/m);
    assert.equal((await strongroom('fsck', '--data', 'new')).code, 0);
  });

  test('are refused where they would harm or mean nothing', async () => {
    const into = await strongroom('restore', 'copy', '--data', data);
    assert.equal(into.code, 1);
    assert.match(into.error, /is not empty/);
    const from = await strongroom('restore', data, '--data', 'other');
    assert.match(from.error, /is no backup/);
    assert.match((await strongroom('backup', 'x', '--data', 'none')).error, /there is no data/);
    assert.equal((await strongroom('backup', '--data', data)).code, 2);
    assert.equal((await strongroom('restore')).code, 2);
  });
});

describe('strongroom scrub', () => {
  test('reads everything where no server runs, and tells of the last time', async () => {
    const { code, out, error } = await strongroom('scrub', '--data', data);
    assert.equal(code, 0, error);
    assert.match(out, /^8 blobs of \d+ bytes read, begun .*, ended .*: nothing is damaged$/m);
    const status = await strongroom('scrub', '--data', data, '--status', '--json');
    assert.equal(JSON.parse(status.out).last.blobs, 8);
  });

  test('asks the server to begin where one runs', async () => {
    const lock = lockDataFolder(data);
    const { code, error } = await strongroom('scrub', '--data', data);
    lock.release();
    assert.equal(code, 0, error);
    assert.match(error, /A server runs on the folder, and begins to scrub now/);
  });

  test('of a folder that is not there is refused', async () => {
    assert.match((await strongroom('scrub', '--data', 'none')).error, /there is no data folder/);
  });
});
