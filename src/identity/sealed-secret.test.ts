import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  createMasterKeyFile,
  createMasterKeys,
  MasterKeyFault,
  printMasterKey,
  readMasterKeys,
} from './master-key.ts';
import { createSecretSealer, SealBroken } from './sealed-secret.ts';

const account = '111122223333';
const first = randomBytes(32);
const second = randomBytes(32);
const secret = 'h7GhxuBLTrlhVUyxSPUKUV8r/2EI4ngqJxD7iBdBYLhwluN30JaT3Q==';

function sealerOf(...keys: Uint8Array[]) {
  return createSecretSealer(createMasterKeys(keys), randomBytes);
}

describe('sealed secrets', () => {
  test('a secret opens for the account and key that it was sealed for, and no other', () => {
    const sealer = sealerOf(first);
    const envelope = sealer.seal(account, 'AKIA1', secret);
    assert.equal(sealer.open(account, 'AKIA1', envelope), secret);
    assert.throws(() => sealer.open('444455556666', 'AKIA1', envelope), SealBroken);
    assert.throws(() => sealer.open(account, 'AKIA2', envelope), SealBroken);
    assert.ok(!envelope.includes(secret));
  });

  test('sealing twice gives different envelopes', () => {
    const sealer = sealerOf(first);
    assert.notEqual(sealer.seal(account, 'A', secret), sealer.seal(account, 'A', secret));
  });

  test('every changed character of an envelope is noticed', () => {
    const sealer = sealerOf(first);
    const envelope = sealer.seal(account, 'A', 'short');
    // The last character of base64url may carry unused bits.
    for (let at = 0; at < envelope.length - 1; at += 1) {
      const changed = envelope[at] === 'A' ? 'B' : 'A';
      const forged = envelope.slice(0, at) + changed + envelope.slice(at + 1);
      assert.throws(() => sealer.open(account, 'A', forged), SealBroken, forged);
    }
    for (const wrong of ['', 's1', 's1..', `${envelope.slice(0, 30)}`]) {
      assert.throws(() => sealer.open(account, 'A', wrong), SealBroken);
    }
  });

  test('another master key gives an error that says so', () => {
    const envelope = sealerOf(first).seal(account, 'A', secret);
    assert.throws(() => sealerOf(second).open(account, 'A', envelope), /Put the file back/);
  });

  test('after a rotation the earlier key still opens, and the new one seals', () => {
    const envelope = sealerOf(first).seal(account, 'A', secret);
    const rotated = sealerOf(second, first);
    assert.equal(rotated.open(account, 'A', envelope), secret);
    assert.ok(!rotated.isCurrent(envelope));
    assert.ok(rotated.isCurrent(rotated.seal(account, 'A', secret)));
  });
});

describe('the master key file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'master-key-'));
  const dataFolder = join(folder, 'data');
  after(() => rmSync(folder, { recursive: true }));

  test('it is made once, for its owner only, and read again', () => {
    const file = { path: join(folder, 'keys', 'master.key'), dataFolder };
    const made = createMasterKeyFile(file, randomBytes);
    assert.equal(statSync(file.path).mode & 0o777, 0o600);
    assert.deepEqual(readMasterKeys(file).derive('x'), made.derive('x'));
    assert.notDeepEqual(made.derive('x')[0].key, made.derive('y')[0].key);
    assert.throws(() => createMasterKeyFile(file, randomBytes), MasterKeyFault);
  });

  test('it may not lie in the data folder', () => {
    const file = { path: join(dataFolder, 'sub', 'key'), dataFolder };
    assert.throws(() => createMasterKeyFile(file, randomBytes), /lies in the data folder/);
    assert.throws(() => readMasterKeys(file), /lies in the data folder/);
  });

  test('a file that others can read, or of another form, is refused without being quoted', () => {
    const path = join(folder, 'open.key');
    writeFileSync(path, printMasterKey(first), { mode: 0o600 });
    chmodSync(path, 0o640);
    assert.throws(() => readMasterKeys({ path, dataFolder }), /chmod 600/);
    const wrong = join(folder, 'wrong.key');
    writeFileSync(wrong, `${printMasterKey(first)}rubbish\n`, { mode: 0o600 });
    assert.throws(
      () => readMasterKeys({ path: wrong, dataFolder }),
      (error) => error instanceof MasterKeyFault && !error.message.includes('rubbish'),
    );
    const missing = join(folder, 'missing.key');
    assert.throws(() => readMasterKeys({ path: missing, dataFolder }), MasterKeyFault);
  });

  test('several keys stand a line each, the current one first', () => {
    const path = join(folder, 'two.key');
    const text = `# made anew\n${printMasterKey(second)}\n${printMasterKey(first)}`;
    writeFileSync(path, text, { mode: 0o600 });
    const keys = readMasterKeys({ path, dataFolder }).derive('x');
    assert.equal(keys.length, 2);
    assert.deepEqual(keys[1], createMasterKeys([first]).derive('x')[0]);
    assert.ok(!readFileSync(path, 'utf8').includes(keys[0].keyId));
  });
});
