import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { defaultMasterKeyFile, openMasterKeys, storeIdOf } from './master-key-file.ts';
import { StartFailure } from './start-failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-master-key-'));
after(() => rmSync(folder, { recursive: true }));

describe('the master key file', () => {
  test('is with the secrets of the user, one for each data folder', () => {
    const name = 'strongroom/master-keys/0123456789abcdef.key';
    for (const [environment, expected] of [
      [{ XDG_CONFIG_HOME: '/x', HOME: '/home/a' }, `/x/${name}`],
      [{ XDG_CONFIG_HOME: 'relative', HOME: '/home/a' }, `/home/a/.config/${name}`],
      [{ HOME: '/home/a' }, `/home/a/.config/${name}`],
      [{ HOME: '/' }, `/etc/${name}`],
    ] as const) {
      assert.equal(defaultMasterKeyFile('0123456789abcdef', environment), expected);
    }
  });

  test('the id of a data folder stays the same and is checked', () => {
    const id = storeIdOf(folder, randomBytes);
    assert.match(id, /^[0-9a-f]{16}$/);
    assert.equal(storeIdOf(folder, randomBytes), id);
    writeFileSync(join(folder, 'store-id'), '../../escape\n');
    assert.throws(() => storeIdOf(folder, randomBytes), StartFailure);
  });

  test('is made for a store without secrets only', () => {
    const file = { path: join(folder, 'keys', 'a.key'), dataFolder: join(folder, 'data') };
    assert.throws(() => openMasterKeys(file, true, randomBytes), /is missing/);
    assert.ok(!existsSync(file.path));
    const [made] = openMasterKeys(file, false, randomBytes).derive('test');
    const [read] = openMasterKeys(file, true, randomBytes).derive('test');
    assert.deepEqual(read, made);
  });
});
