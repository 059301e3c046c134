import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Keys, StoredKey } from '../store/keys.ts';
import { accountOfKeyArn, createKeyRing } from './key-ring.ts';
import { createMasterKeys } from './master-key.ts';

const accountId = '111122223333';

/** As much of a store as the ring needs. */
function memory(): Keys {
  const kept = new Map<string, StoredKey>();
  const aliases = new Map<string, string>();
  const byAlias = async (owner: string, name: string) =>
    kept.get(aliases.get(`${owner}:${name}`) ?? '');
  const unused = () => assert.fail('not asked for');
  return {
    async create(key) {
      kept.set(key.keyId, key);
      return 'created';
    },
    async createOnce(key, name) {
      const present = await byAlias(key.accountId, name);
      if (present !== undefined) return present;
      kept.set(key.keyId, key);
      aliases.set(`${key.accountId}:${name}`, key.keyId);
      return key;
    },
    byId: async (keyId) => kept.get(keyId),
    byAlias,
    list: unused,
    update: unused,
    rotate: unused,
    deleteDue: unused,
    updateAlias: unused,
    createAlias: unused,
    deleteAlias: unused,
    aliases: unused,
  };
}

const ringOf = (keys: Keys, masters: readonly Uint8Array[]) =>
  createKeyRing({
    keys,
    masterKeys: createMasterKeys(masters),
    region: 'eu-central-1',
    clock: () => 1_700_000_000_000,
    randomBytes,
  });

describe('the key ring', () => {
  const master = randomBytes(32);

  test('unwraps what it wrapped, with the same key and context only', async () => {
    const ring = ringOf(memory(), [master]);
    const key = await ring.defaultKey(accountId);
    const other = await ring.defaultKey('444455556666');
    const { plain, wrapped } = ring.generate(key, '{"a":"b"}');
    assert.deepEqual(Buffer.from(ring.unwrap(key, wrapped, '{"a":"b"}')), Buffer.from(plain));
    assert.throws(() => ring.unwrap(key, wrapped, '{"a":"c"}'));
    assert.throws(() => ring.unwrap(other, wrapped, '{"a":"b"}'));
  });

  test('goes on after a rotation of the master key, and not without the old one', async () => {
    const keys = memory();
    const key = await ringOf(keys, [master]).defaultKey(accountId);
    const { plain, wrapped } = ringOf(keys, [master]).generate(key, '');
    const rotated = ringOf(keys, [randomBytes(32), master]);
    assert.deepEqual(Buffer.from(rotated.unwrap(key, wrapped, '')), Buffer.from(plain));
    assert.throws(() => ringOf(keys, [randomBytes(32)]).unwrap(key, wrapped, ''), /not there/);
  });

  test('finds a key by id, alias and ARN, and ids of its own account only', async () => {
    const ring = ringOf(memory(), [master]);
    const key = await ring.defaultKey(accountId);
    assert.equal(key.arn, `arn:aws:kms:eu-central-1:${accountId}:key/${key.keyId}`);
    const stranger = '444455556666';
    const aliasArn = `arn:aws:kms:eu-central-1:${accountId}:alias/aws/s3`;
    assert.equal((await ring.find(accountId, key.keyId))?.arn, key.arn);
    assert.equal((await ring.find(accountId, 'alias/aws/s3'))?.arn, key.arn);
    assert.equal((await ring.find(stranger, key.arn))?.arn, key.arn);
    assert.equal((await ring.find(stranger, aliasArn))?.arn, key.arn);
    assert.equal(await ring.find(stranger, key.keyId), undefined);
    assert.equal(await ring.find(stranger, 'alias/aws/s3'), undefined);
    assert.equal(await ring.find(accountId, key.arn.replace('eu-', 'us-')), undefined);
    assert.equal(accountOfKeyArn(aliasArn), accountId);
    assert.equal(accountOfKeyArn('arn:aws:s3:::bucket'), undefined);
  });
});
