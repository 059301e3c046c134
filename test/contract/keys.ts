import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Keys, StoredKey } from '../../src/store/keys.ts';

const accountId = '111122223333';
const many = 1_000;

function keyNamed(keyId: string, more: Partial<StoredKey> = {}): StoredKey {
  return {
    keyId,
    accountId,
    arn: `arn:aws:kms:us-east-1:${accountId}:key/${keyId}`,
    state: 'Enabled',
    manager: 'CUSTOMER',
    description: 'photos',
    createdAtMs: 1_700_000_000_000,
    sealedMaterials: ['sealed'],
    policy: undefined,
    tags: undefined,
    deletionMs: undefined,
    rotation: undefined,
    rotations: undefined,
    ...more,
  };
}

const aliasOf = (name: string, keyId: string) => ({
  accountId,
  name,
  keyId,
  createdAtMs: 5,
  updatedAtMs: 5,
});

interface KeyStores {
  readonly keys: Keys;
  close(): Promise<void>;
}

/** What every store of keys promises. */
export function describeKeys(name: string, makeStores: () => Promise<KeyStores>): void {
  describe(`keys in ${name}`, () => {
    test('a key comes back as it was made, and with the state it was given', async () => {
      const { keys, close } = await makeStores();
      assert.equal(await keys.create(keyNamed('a'), many), 'created');
      assert.deepEqual(await keys.byId('a'), keyNamed('a'));
      assert.equal(await keys.byId('b'), undefined);
      assert.equal(await keys.update('a', { state: 'Disabled' }), 'updated');
      assert.equal(await keys.update('b', { state: 'Disabled' }), 'missing');
      assert.deepEqual(await keys.byId('a'), keyNamed('a', { state: 'Disabled' }));
      await close();
    });

    test('an account has as many keys as it may, not counting those of the service', async () => {
      const { keys, close } = await makeStores();
      await keys.createOnce(keyNamed('own', { manager: 'AWS' }), 'alias/aws/s3');
      assert.equal(await keys.create(keyNamed('a'), 1), 'created');
      assert.equal(await keys.create(keyNamed('b'), 1), 'limit');
      assert.equal(await keys.create(keyNamed('c', { accountId: '444455556666' }), 1), 'created');
      await close();
    });

    test('a default key is made once, whoever asks first', async () => {
      const { keys, close } = await makeStores();
      const made = await Promise.all(
        ['a', 'b', 'c'].map((keyId) => keys.createOnce(keyNamed(keyId), 'alias/aws/s3')),
      );
      assert.equal(new Set(made.map(({ keyId }) => keyId)).size, 1);
      assert.deepEqual(await keys.byAlias(accountId, 'alias/aws/s3'), made[0]);
      assert.equal((await keys.list({ accountId, limit: 10 })).items.length, 1);
      await close();
    });

    test('keys and aliases are listed in order, page by page, of their account only', async () => {
      const { keys, close } = await makeStores();
      for (const keyId of ['c', 'a', 'b']) await keys.create(keyNamed(keyId), many);
      await keys.create(keyNamed('x', { accountId: '444455556666' }), many);
      const first = await keys.list({ accountId, limit: 2 });
      assert.deepEqual(
        [first.items.map(({ keyId }) => keyId), first.truncated],
        [['a', 'b'], true],
      );
      const last = await keys.list({ accountId, limit: 2, after: 'b' });
      assert.deepEqual([last.items.map(({ keyId }) => keyId), last.truncated], [['c'], false]);
      for (const [alias, keyId] of [
        ['alias/two', 'a'],
        ['alias/one', 'a'],
        ['alias/three', 'b'],
      ] as const) {
        assert.equal(await keys.createAlias(aliasOf(alias, keyId), many), 'created');
      }
      const names = async (keyId?: string) =>
        (await keys.aliases({ accountId, limit: 10, keyId })).items.map((alias) => alias.name);
      assert.deepEqual(await names(), ['alias/one', 'alias/three', 'alias/two']);
      assert.deepEqual(await names('a'), ['alias/one', 'alias/two']);
      await close();
    });

    test('what may change of a key changes, where it is in the expected state', async () => {
      const { keys, close } = await makeStores();
      await keys.create(keyNamed('a'), many);
      const change = {
        ...{ policy: '{}', tags: [{ key: 'k', value: 'v' }], description: 'other' },
        ...{ deletionMs: 9, rotation: { days: 90, sinceMs: 1 } },
        state: 'PendingDeletion',
      } satisfies Partial<StoredKey>;
      assert.equal(await keys.update('a', change, 'Disabled'), 'changed');
      assert.equal(await keys.update('b', change, 'Enabled'), 'missing');
      assert.equal(await keys.update('a', change, 'Enabled'), 'updated');
      assert.deepEqual(await keys.byId('a'), keyNamed('a', change));
      assert.equal(await keys.update('a', { policy: undefined }), 'updated');
      assert.deepEqual(await keys.byId('a'), keyNamed('a', { ...change, policy: undefined }));
      await close();
    });

    test('a key gets another material once for what was seen', async () => {
      const { keys, close } = await makeStores();
      const key = keyNamed('a', { rotation: { days: 90, sinceMs: 1 } });
      await keys.create(key, many);
      const first = { atMs: 5, type: 'ON_DEMAND' } as const;
      const second = { atMs: 7, type: 'AUTOMATIC' } as const;
      assert.equal(await keys.rotate(key, 'two', first, undefined), 'rotated');
      assert.equal(await keys.rotate(key, 'three', second, 7), 'changed');
      const once = await keys.byId('a');
      assert.deepEqual(once, { ...key, sealedMaterials: ['sealed', 'two'], rotations: [first] });
      assert.ok(once);
      assert.equal(await keys.rotate(once, 'three', second, 7), 'rotated');
      assert.deepEqual(await keys.byId('a'), {
        ...key,
        sealedMaterials: ['sealed', 'two', 'three'],
        rotations: [first, second],
        rotation: { days: 90, sinceMs: 7 },
      });
      await close();
    });

    test('keys whose time is over go with their aliases, others stay', async () => {
      const { keys, close } = await makeStores();
      await keys.create(keyNamed('a', { state: 'PendingDeletion', deletionMs: 5 }), many);
      await keys.create(keyNamed('b', { state: 'PendingDeletion', deletionMs: 6 }), many);
      await keys.create(keyNamed('c'), many);
      await keys.createAlias(aliasOf('alias/a', 'a'), many);
      await keys.createAlias(aliasOf('alias/c', 'c'), many);
      await keys.deleteDue(5);
      const left = await keys.list({ accountId, limit: 10 });
      assert.deepEqual(
        left.items.map(({ keyId }) => keyId),
        ['b', 'c'],
      );
      const names = await keys.aliases({ accountId, limit: 10 });
      assert.deepEqual(
        names.items.map(({ name }) => name),
        ['alias/c'],
      );
      await close();
    });

    test('an alias is led to another key', async () => {
      const { keys, close } = await makeStores();
      for (const keyId of ['a', 'b']) await keys.create(keyNamed(keyId), many);
      await keys.createAlias(aliasOf('alias/one', 'a'), many);
      await keys.createAlias(aliasOf('alias/two', 'b'), many);
      const lead = (name: string, keyId: string, limit = many) =>
        keys.updateAlias({ accountId, name, keyId, updatedAtMs: 8 }, limit);
      assert.equal(await lead('alias/none', 'b'), 'missing');
      assert.equal(await lead('alias/one', 'z'), 'no-such-key');
      assert.equal(await lead('alias/one', 'b', 1), 'limit');
      assert.equal(await lead('alias/one', 'b'), 'updated');
      const { items } = await keys.aliases({ accountId, limit: 1 });
      assert.deepEqual(items, [{ ...aliasOf('alias/one', 'b'), updatedAtMs: 8 }]);
      await close();
    });

    test('an alias names one key, and is free again when it was deleted', async () => {
      const { keys, close } = await makeStores();
      await keys.create(keyNamed('a'), many);
      await keys.create(keyNamed('b'), many);
      const alias = aliasOf('alias/one', 'a');
      assert.equal(await keys.createAlias(aliasOf('alias/one', 'z'), many), 'no-such-key');
      assert.equal(await keys.createAlias(alias, 1), 'created');
      assert.equal(await keys.createAlias(aliasOf('alias/one', 'b'), many), 'exists');
      assert.equal(await keys.createAlias(aliasOf('alias/two', 'a'), 1), 'limit');
      assert.deepEqual(await keys.byAlias(accountId, 'alias/one'), keyNamed('a'));
      assert.equal(await keys.byAlias('444455556666', 'alias/one'), undefined);
      assert.equal(await keys.deleteAlias(accountId, 'alias/one'), 'deleted');
      assert.equal(await keys.deleteAlias(accountId, 'alias/one'), 'missing');
      assert.equal(await keys.createAlias(aliasOf('alias/one', 'b'), many), 'created');
      await close();
    });
  });
}
