import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { IdentityStore } from '../../../src/store/identities.ts';
import {
  accountId,
  addAccounts,
  all,
  implementations,
  type OpenStore,
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

    describe('roles and instance profiles', () => {
      test('a role is created, changed in parts, found and listed', async () => {
        assert.equal((await store.createRole(role('R', '/service-role/'))).outcome, 'created');
        assert.equal((await store.createRole(role('r'))).outcome, 'exists');
        await store.updateRole(accountId, 'r', { description: '' });
        await store.updateRole(accountId, 'r', { maxSessionDurationSeconds: 7_200 });
        await store.updateRole(accountId, 'r', { trustPolicy: '{}' });
        const found = await store.roleById('AROA-R');
        assert.equal(found?.description, '');
        assert.equal(found?.maxSessionDurationSeconds, 7_200);
        assert.equal(found?.trustPolicy, '{}');
        const page = await store.listRoles(accountId, { limit: 5, pathPrefix: '/service' });
        assert.deepEqual(
          page.items.map((item) => item.roleName),
          ['R'],
        );
      });

      test('an instance profile holds one role, which cannot go before it', async () => {
        await store.createRole(role('r'));
        await store.createRole(role('s'));
        const profile = {
          accountId,
          instanceProfileId: 'AIPA1',
          instanceProfileName: 'P',
          path: '/',
          createdAtMs: 1,
          tags: [{ key: 'k', value: 'v' }],
        };
        assert.equal((await store.createInstanceProfile(profile)).outcome, 'created');
        assert.equal((await store.addRoleToInstanceProfile(accountId, 'p', 'r')).outcome, 'done');
        assert.equal((await store.addRoleToInstanceProfile(accountId, 'p', 's')).outcome, 'limit');
        const found = await store.instanceProfile(accountId, 'p');
        assert.deepEqual(
          found?.roles.map((item) => item.roleName),
          ['r'],
        );
        assert.deepEqual(found?.tags, profile.tags);
        const ofRole = await store.listInstanceProfilesOfRole(accountId, 'r', all);
        assert.ok('items' in ofRole && ofRole.items.length === 1);
        assert.deepEqual(await store.deleteRole(accountId, 'r'), {
          outcome: 'conflict',
          blocker: 'instance-profiles',
        });
        assert.equal((await store.deleteInstanceProfile(accountId, 'p')).outcome, 'conflict');
        const removed = await store.removeRoleFromInstanceProfile(accountId, 'p', 'r');
        assert.equal(removed.outcome, 'done');
        assert.equal((await store.deleteInstanceProfile(accountId, 'p')).outcome, 'done');
        assert.equal((await store.deleteRole(accountId, 'r')).outcome, 'done');
      });
    });

    describe('OIDC providers', () => {
      test('client ids and thumbprints keep their order and their quotas', async () => {
        const provider = {
          accountId,
          arn: `arn:aws:iam::${accountId}:oidc-provider/id.example`,
          url: 'id.example',
          clientIds: ['b', 'a'],
          thumbprints: ['t1'],
          createdAtMs: 7,
          tags: [],
        };
        assert.equal((await store.createOidcProvider(provider)).outcome, 'created');
        assert.equal((await store.createOidcProvider(provider)).outcome, 'exists');
        assert.equal((await store.addOidcClientId(provider.arn, 'c')).outcome, 'done');
        assert.equal((await store.addOidcClientId(provider.arn, 'c')).outcome, 'done');
        assert.equal((await store.removeOidcClientId(provider.arn, 'a')).outcome, 'done');
        assert.equal((await store.removeOidcClientId(provider.arn, 'zz')).outcome, 'done');
        const six = ['1', '2', '3', '4', '5', '6'];
        assert.equal((await store.updateOidcThumbprints(provider.arn, six)).outcome, 'limit');
        assert.equal((await store.updateOidcThumbprints(provider.arn, ['t2'])).outcome, 'done');
        assert.deepEqual(await store.listOidcProviders(accountId), [
          { ...provider, clientIds: ['b', 'c'], thumbprints: ['t2'] },
        ]);
        assert.equal((await store.deleteOidcProvider(provider.arn)).outcome, 'done');
        assert.equal((await store.deleteOidcProvider(provider.arn)).outcome, 'missing');
      });
    });

    describe('tags', () => {
      test('keys compare without regard to case, values are replaced, the quota holds', async () => {
        await store.createUser({ ...user('a'), tags: [{ key: 'Team', value: 'x' }] });
        const entity = { accountId, kind: 'user', name: 'A' } as const;
        const tag = (...keys: string[]) =>
          store.tag(
            entity,
            keys.map((key) => ({ key, value: 'new' })),
          );
        assert.equal((await tag('TEAM', 'b')).outcome, 'done');
        assert.equal((await tag('c', 'd')).outcome, 'limit');
        assert.equal((await tag('c', 'b')).outcome, 'done');
        const page = await store.listTags(entity, { limit: 2 });
        assert.ok('items' in page);
        assert.deepEqual(
          page.items.map((item) => item.key),
          ['b', 'c'],
        );
        const rest = await store.listTags(entity, { limit: 2, after: page.next });
        assert.ok('items' in rest);
        assert.deepEqual(rest.items, [{ key: 'TEAM', value: 'new' }]);
        assert.equal((await store.untag(entity, ['team', 'none'])).outcome, 'done');
        assert.equal((await store.user(accountId, 'a'))?.tags.length, 2);
        assert.equal((await store.untag({ ...entity, name: 'z' }, [])).outcome, 'missing');
      });
    });
  });
}
