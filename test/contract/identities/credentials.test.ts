import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { IdentityStore } from '../../../src/store/identities.ts';
import {
  accountId,
  addAccounts,
  all,
  awsPolicy,
  document,
  group,
  holder,
  implementations,
  type OpenStore,
  otherAccountId,
  policy,
  role,
  user,
} from './fixture.ts';

for (const { name, open } of implementations) {
  describe(`on ${name}`, () => {
    let opened: OpenStore;
    let store: IdentityStore;

    beforeEach(async () => {
      opened = open();
      store = opened.store;
      await addAccounts(store);
    });

    afterEach(() => opened.close());

    describe('access keys', () => {
      const key = (accessKeyId: string, createdAtMs = 5) => ({
        accessKeyId,
        sealedSecret: `sealed ${accessKeyId}`,
        createdAtMs,
      });

      test('users and root have two each, and an id is taken once in all accounts', async () => {
        await store.createUser(user('a'));
        const owner = { accountId, userName: 'a' };
        const root = { accountId, userName: undefined };
        const foreignRoot = { accountId: otherAccountId, userName: undefined };
        assert.equal((await store.createAccessKey(owner, key('K2'))).outcome, 'created');
        assert.equal((await store.createAccessKey(owner, key('K1'))).outcome, 'created');
        assert.deepEqual(await store.createAccessKey(owner, key('K3')), {
          outcome: 'limit',
          quota: 'AccessKeysPerUser',
          value: 2,
        });
        assert.equal((await store.createAccessKey(root, key('R1'))).outcome, 'created');
        assert.equal((await store.createAccessKey(foreignRoot, key('R1'))).outcome, 'exists');
        const nobody = { accountId, userName: 'z' };
        assert.equal((await store.createAccessKey(nobody, key('Z'))).outcome, 'missing');
        const page = await store.listAccessKeys(owner, { limit: 1 });
        assert.ok('items' in page);
        assert.deepEqual(
          page.items.map((item) => item.accessKeyId),
          ['K1'],
        );
        const rest = await store.listAccessKeys(owner, { limit: 1, after: page.next });
        assert.ok('items' in rest);
        assert.deepEqual(
          rest.items.map((item) => item.accessKeyId),
          ['K2'],
        );
        assert.equal(rest.next, undefined);
        const roots = await store.listAccessKeys(root, all);
        assert.ok('items' in roots && roots.items[0]?.userId === undefined);
        assert.equal((await store.accountCounts(accountId)).rootAccessKeys, 1);
      });

      test('only the owner changes or deletes a key', async () => {
        await store.createUser(user('a'));
        await store.createUser(user('b'));
        const owner = { accountId, userName: 'a' };
        const other = { accountId, userName: 'b' };
        await store.createAccessKey(owner, key('K'));
        assert.equal((await store.updateAccessKey(other, 'K', 'Inactive')).outcome, 'missing');
        assert.equal((await store.deleteAccessKey(other, 'K')).outcome, 'missing');
        assert.equal((await store.updateAccessKey(owner, 'K', 'Inactive')).outcome, 'done');
        assert.equal((await store.accessKey('K'))?.status, 'Inactive');
        await store.updateUser(accountId, 'a', { newUserName: 'renamed' });
        assert.equal((await store.accessKey('K'))?.userName, 'renamed');
      });

      test('an envelope is replaced only when it is still the one that was read', async () => {
        const root = { accountId, userName: undefined };
        await store.createAccessKey(root, key('K'));
        assert.equal((await store.resealAccessKey('K', 'stale', 'new')).outcome, 'missing');
        assert.equal((await store.resealAccessKey('K', 'sealed K', 'new')).outcome, 'done');
        const page = await store.listSealedSecrets(all);
        assert.deepEqual(
          page.items.map((item) => item.sealedSecret),
          ['new'],
        );
      });
    });

    describe('what decides about a principal', () => {
      test('a key leads to the policies of its user and of the groups, and the boundary', async () => {
        await store.createPolicy(policy('Bound'));
        await store.createUser({ ...user('a', '/p/'), permissionsBoundary: policy('Bound').arn });
        await store.createGroup(group('g'));
        await store.addUserToGroup(accountId, 'g', 'a');
        await store.attachPolicy(holder('group', 'g'), awsPolicy);
        await store.putInlinePolicy(holder('group', 'g'), { policyName: 'gi', document });
        await store.putInlinePolicy(holder('user', 'a'), { policyName: 'ui', document });
        await store.createPolicy(policy('m'));
        await store.attachPolicy(holder('user', 'a'), policy('m').arn);
        const version = { document: 'second', setAsDefault: true, createdAtMs: 9 };
        await store.createPolicyVersion(policy('m').arn, version);
        const key = { accessKeyId: 'K', sealedSecret: 's', createdAtMs: 1 };
        await store.createAccessKey({ accountId, userName: 'a' }, key);
        const source = await store.keySource('K');
        assert.equal(source?.key.sealedSecret, 's');
        assert.equal(source?.account.accountId, accountId);
        const own = { kind: 'user', name: 'a', path: '/p/' };
        const groups = { kind: 'group', name: 'g', path: '/' };
        assert.deepEqual(source?.policies, [
          { kind: 'inline', name: 'ui', document, holder: own },
          {
            kind: 'managed',
            arn: policy('m').arn,
            document: 'second',
            versionId: 'v2',
            holder: own,
          },
          { kind: 'inline', name: 'gi', document, holder: groups },
          {
            kind: 'managed',
            arn: awsPolicy,
            document: undefined,
            versionId: undefined,
            holder: groups,
          },
        ]);
        assert.deepEqual(source?.boundary, {
          arn: policy('Bound').arn,
          document,
          versionId: 'v1',
        });
        assert.equal(await store.keySource('none'), undefined);
      });

      test('a group has policies of its own, for simulation', async () => {
        await store.createGroup(group('g', '/p/'));
        await store.attachPolicy(holder('group', 'g'), awsPolicy);
        const source = await store.principalSource('AGPA-g');
        assert.equal(source?.entity.kind, 'group');
        assert.deepEqual(source?.policies[0]?.holder, { kind: 'group', name: 'g', path: '/p/' });
      });

      test('root, roles and revoked sessions', async () => {
        const root = await store.principalSource(accountId);
        assert.equal(root?.entity.kind, 'root');
        await store.createRole(role('r'));
        await store.revokeSessions('AROA-r', 500);
        await store.revokeSessions('AROA-r', 400);
        const source = await store.principalSource('AROA-r');
        assert.equal(source?.entity.kind, 'role');
        assert.equal(source?.sessionsRevokedBeforeMs, 500);
        assert.equal(await store.principalSource('AROA-none'), undefined);
      });
    });
  });
}
