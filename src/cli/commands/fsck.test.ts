import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { lockDataFolder } from '../../server/data-lock.ts';
import { makeStoredFolder } from '../../store/check/stored-folder.ts';
import { runCommandLine } from '../command-line.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-fsck-'));
const folder = join(root, 'data');
const stray = join(folder, 'incoming', 'ffff');
before(() => makeStoredFolder(folder));
after(() => rmSync(root, { recursive: true }));

async function fsck(...args: readonly string[]) {
  const printed = { out: '', error: '' };
  const code = await runCommandLine(['fsck', ...args], {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    input: Readable.from(['']),
    environment: { STRONGROOM_DATA: folder },
    folder: root,
  });
  return { code, ...printed };
}

describe('strongroom fsck', () => {
  test('says that all is well', async () => {
    const { code, out } = await fsck();
    assert.equal(code, 0);
    assert.match(
      out,
      /^5 objects, 1 older versions and markers, 1 uploads, .*: nothing is wrong$/m,
    );
  });

  test('names what it found, and changes nothing unasked', async () => {
    writeFileSync(stray, 'x');
    for (const args of [[], ['--repair', '--dry-run']]) {
      const { code, out } = await fsck(...args);
      assert.equal(code, 1);
      const words = args.length > 0 ? 'would be repaired' : 'can be repaired';
      const line = `leftover: file-unknown: nothing refers to the file incoming/ffff (${words}: it is removed)`;
      assert.ok(out.startsWith(`${line}\n`), out);
      assert.match(out, /1 things are wrong$/m);
    }
  });

  test('prints the same for programs', async () => {
    const { code, out } = await fsck('--json');
    assert.equal(code, 1);
    const { found, findings, counts } = JSON.parse(out);
    assert.deepEqual(found, { 'file-unknown': 1 });
    assert.equal(counts.objects, 5);
    assert.equal(findings[0].repair, 'it is removed');
    assert.equal(findings[0].repaired, false);
  });

  test('repairs when it is asked to', async () => {
    const { code, out } = await fsck('--repair');
    assert.equal(code, 0, out);
    assert.match(out, /\(repaired: it is removed\)/);
    assert.match(out, /1 put in order, nothing is wrong$/m);
    assert.equal((await fsck()).code, 0);
  });

  test('refuses a folder that a server holds, and one that is none', async () => {
    const lock = lockDataFolder(folder);
    const held = await fsck();
    lock.release();
    assert.equal(held.code, 1);
    assert.match(held.error, /in use by another server/);
    assert.match((await fsck('--data', 'nowhere')).error, /there is no data folder .*nowhere/);
    assert.match((await fsck('--data', root)).error, /no format marker/);
    assert.equal((await fsck('--dry-run')).code, 2);
  });
});
