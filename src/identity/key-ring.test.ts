import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Keys, StoredKey } from '../store/keys.ts';
import { accountOfKeyArn, createKeyRing, nextRotationMs } from './key-ring.ts';
import { createMasterKeys } from './master-key.ts';

const accountId = '111122223333';
const nowMs = 1_700_000_000_000;

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
    async rotate(key, sealedMaterial, rotation, sinceMs) {
      kept.set(key.keyId, {
        ...key,
        sealedMaterials: [...key.sealedMaterials, sealedMaterial],
        rotations: [...(key.rotations ?? []), rotation],
        rotation: key.rotation && { ...key.rotation, sinceMs: sinceMs ?? key.rotation.sinceMs },
      });
      return 'rotated';
    },
    async deleteDue(nowMs) {
      for (const [keyId, key] of kept) {
        if ((key.deletionMs ?? nowMs + 1) <= nowMs) kept.delete(keyId);
      }
    },
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
    clock: () => nowMs,
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

  test('opens what each material of a key wrapped', async () => {
    const ring = ringOf(memory(), [master]);
    const { keyId } = await ring.defaultKey(accountId);
    const wrapped: string[] = [];
    for (const word of ['one', 'two', 'three']) {
      const key = await ring.find(accountId, keyId);
      assert.ok(key);
      wrapped.push(ring.wrap(key, Buffer.from(word), 'about'));
      assert.equal(await ring.rotate(key, 'ON_DEMAND'), 'rotated');
    }
    const key = await ring.find(accountId, keyId);
    assert.ok(key);
    const opened = wrapped.map((one) => Buffer.from(ring.unwrap(key, one, 'about')).toString());
    assert.deepEqual(opened, ['one', 'two', 'three']);
    assert.throws(() => ring.unwrap(key, wrapped[1]?.replace('1:', '2:') ?? '', 'about'));
  });

  test('rotates a key that is due as it is found, and none that is disabled', async () => {
    const keys = memory();
    const ring = ringOf(keys, [master]);
    const made = await ring.defaultKey(accountId);
    const dayMs = 86_400_000;
    const since = (days: number) => ({ days: 90, sinceMs: nowMs - days * dayMs });
    const found = async (change: Partial<StoredKey>) => {
      await keys.create({ ...made, ...change }, 1);
      return ring.find(accountId, made.keyId);
    };
    assert.equal((await found({ rotation: since(89) }))?.rotations, undefined);
    assert.equal((await found({ rotation: since(90), state: 'Disabled' }))?.rotations, undefined);
    const rotated = await found({ rotation: since(90) });
    assert.deepEqual(rotated?.rotations, [{ atMs: nowMs, type: 'AUTOMATIC' }]);
    assert.deepEqual(rotated?.rotation, { days: 90, sinceMs: nowMs });
    assert.equal(rotated && nextRotationMs(rotated), nowMs + 90 * dayMs);
  });

  test('finds no key whose time is over', async () => {
    const keys = memory();
    const ring = ringOf(keys, [master]);
    const key = await ring.defaultKey(accountId);
    const state = 'PendingDeletion';
    await keys.create({ ...key, state, deletionMs: nowMs + 1 }, 1);
    assert.equal((await ring.find(accountId, key.keyId))?.state, state);
    await keys.create({ ...key, state, deletionMs: nowMs }, 1);
    assert.equal(await ring.find(accountId, key.keyId), undefined);
    assert.equal(await keys.byId(key.keyId), undefined);
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
