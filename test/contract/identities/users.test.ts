import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { policyArn } from '../../../src/identity/arns.ts';
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
  namesOf,
  type OpenStore,
  otherAccountId,
  policy,
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

    describe('users', () => {
      test('a name is taken and found whatever its case, and kept as it was given', async () => {
        const created = await store.createUser(user('Alice', '/team/'));
        assert.equal(created.outcome, 'created');
        assert.equal((await store.createUser({ ...user('aLICE'), userId: 'x' })).outcome, 'exists');
        const found = await store.user(accountId, 'ALICE');
        assert.deepEqual(found, created.outcome === 'created' && created.value);
        assert.equal(found?.userName, 'Alice');
        assert.equal((await store.userById('AIDA-Alice'))?.path, '/team/');
        assert.equal(await store.user(otherAccountId, 'Alice'), undefined);
      });

      test('lists are by name without regard to case, by path prefix, in pages', async () => {
        for (const given of [user('b', '/x/'), user('C', '/x/y/'), user('a', '/X/'), user('D')]) {
          await store.createUser(given);
        }
        assert.deepEqual(namesOf(await store.listUsers(accountId, all)), ['a', 'b', 'C', 'D']);
        const inPath = await store.listUsers(accountId, { limit: 9, pathPrefix: '/x' });
        assert.deepEqual(namesOf(inPath), ['b', 'C']);
        const first = await store.listUsers(accountId, { limit: 3 });
        assert.deepEqual(namesOf(first), ['a', 'b', 'C']);
        const second = await store.listUsers(accountId, { limit: 3, after: first.next });
        assert.deepEqual(namesOf(second), ['D']);
        assert.equal(second.next, undefined);
      });

      test('the quota of users is enforced and told', async () => {
        for (const name of ['a', 'b', 'c', 'd']) await store.createUser(user(name));
        const refused = await store.createUser(user('e'));
        assert.deepEqual(refused, { outcome: 'limit', quota: 'UsersPerAccount', value: 4 });
      });

      test('renaming keeps the id and refuses a name that another has', async () => {
        await store.createUser(user('a'));
        await store.createUser(user('b'));
        assert.equal(
          (await store.updateUser(accountId, 'a', { newUserName: 'B' })).outcome,
          'exists',
        );
        assert.equal(
          (await store.updateUser(accountId, 'a', { newUserName: 'A' })).outcome,
          'done',
        );
        assert.equal((await store.updateUser(accountId, 'a', { newPath: '/p/' })).outcome, 'done');
        const renamed = await store.user(accountId, 'a');
        assert.equal(renamed?.userName, 'A');
        assert.equal(renamed?.path, '/p/');
        assert.equal(renamed?.userId, 'AIDA-a');
        assert.equal((await store.updateUser(accountId, 'z', {})).outcome, 'missing');
      });

      test('a boundary must be a policy of AWS or of the account', async () => {
        const arn = policyArn(accountId, '/', 'limit');
        const refused = await store.createUser({ ...user('a'), permissionsBoundary: arn });
        assert.deepEqual(refused, { outcome: 'missing', what: 'policy', name: arn });
        await store.createPolicy(policy('limit'));
        assert.equal(
          (await store.createUser({ ...user('a'), permissionsBoundary: arn })).outcome,
          'created',
        );
        assert.equal((await store.policy(arn))?.boundaryUsageCount, 1);
        assert.deepEqual(await store.deletePolicy(arn), {
          outcome: 'conflict',
          blocker: 'attachments',
        });
        const reference = { accountId, kind: 'user', name: 'a' } as const;
        assert.equal((await store.deletePermissionsBoundary(reference)).outcome, 'done');
        assert.equal((await store.deletePermissionsBoundary(reference)).outcome, 'missing');
        assert.equal((await store.putPermissionsBoundary(reference, awsPolicy)).outcome, 'done');
        assert.equal((await store.user(accountId, 'a'))?.permissionsBoundary, awsPolicy);
      });

      test('deletion names each thing that is in the way, and then removes the rest', async () => {
        await store.createUser({ ...user('a'), tags: [{ key: 'k', value: 'v' }] });
        await store.createGroup(group('g'));
        await store.addUserToGroup(accountId, 'g', 'a');
        await store.attachPolicy(holder('user', 'a'), awsPolicy);
        await store.putInlinePolicy(holder('user', 'a'), { policyName: 'i', document });
        const owner = { accountId, userName: 'a' };
        const key = { accessKeyId: 'AKIA1', sealedSecret: 's', createdAtMs: 1 };
        await store.createAccessKey(owner, key);
        const password = { passwordHash: 'h', atMs: 1, resetRequired: false };
        await store.createLoginProfile(accountId, 'a', password);
        const blocker = async () => {
          const result = await store.deleteUser(accountId, 'A');
          return result.outcome === 'conflict' ? result.blocker : result.outcome;
        };
        assert.equal(await blocker(), 'managed-policies');
        await store.detachPolicy(holder('user', 'a'), awsPolicy);
        assert.equal(await blocker(), 'inline-policies');
        await store.deleteInlinePolicy(holder('user', 'a'), 'I');
        assert.equal(await blocker(), 'groups');
        await store.removeUserFromGroup(accountId, 'g', 'a');
        assert.equal(await blocker(), 'login-profile');
        await store.deleteLoginProfile(accountId, 'a');
        assert.equal(await blocker(), 'access-keys');
        await store.deleteAccessKey(owner, 'AKIA1');
        assert.equal(await blocker(), 'done');
        assert.equal(await blocker(), 'missing');
        await store.createUser(user('a'));
        assert.deepEqual((await store.user(accountId, 'a'))?.tags, []);
      });

      test('a login profile keeps the hashes of earlier passwords, newest first', async () => {
        await store.createUser(user('a'));
        assert.deepEqual(await store.loginProfile(accountId, 'a'), {
          outcome: 'missing',
          what: 'login-profile',
          name: 'a',
        });
        const password = { passwordHash: 'h0', atMs: 1, resetRequired: true };
        assert.equal((await store.createLoginProfile(accountId, 'a', password)).outcome, 'created');
        assert.equal((await store.createLoginProfile(accountId, 'a', password)).outcome, 'exists');
        for (let number = 1; number <= 30; number += 1) {
          const change = { passwordHash: `h${number}`, atMs: number, resetRequired: false };
          await store.updateLoginProfile(accountId, 'a', change);
        }
        const profile = await store.loginProfile(accountId, 'a');
        assert.ok(!('outcome' in profile));
        assert.equal(profile.passwordHash, 'h30');
        assert.equal(profile.changedAtMs, 30);
        assert.equal(profile.resetRequired, false);
        assert.equal(profile.earlierHashes.length, 24);
        assert.equal(profile.earlierHashes[0], 'h29');
      });
    });

    describe('groups', () => {
      test('members come and go, within the quota of groups for a user', async () => {
        await store.createUser(user('a'));
        for (const name of ['G1', 'g2', 'g3']) await store.createGroup(group(name));
        assert.equal((await store.createGroup(group('g4'))).outcome, 'limit');
        assert.equal((await store.addUserToGroup(accountId, 'g1', 'a')).outcome, 'done');
        assert.equal((await store.addUserToGroup(accountId, 'g1', 'A')).outcome, 'done');
        assert.equal((await store.addUserToGroup(accountId, 'g2', 'a')).outcome, 'done');
        assert.deepEqual(await store.addUserToGroup(accountId, 'g3', 'a'), {
          outcome: 'limit',
          quota: 'GroupsPerUser',
          value: 2,
        });
        const groups = await store.listGroupsOfUser(accountId, 'a', all);
        assert.ok('items' in groups);
        assert.deepEqual(
          groups.items.map((item) => item.groupName),
          ['G1', 'g2'],
        );
        const members = await store.listGroupMembers(accountId, 'g1', all);
        assert.ok('items' in members);
        assert.deepEqual(namesOf(members), ['a']);
        const removed = await store.removeUserFromGroup(accountId, 'g3', 'a');
        assert.deepEqual(removed, { outcome: 'missing', what: 'membership', name: 'a' });
      });

      test('deletion names members, managed and inline policies', async () => {
        await store.createUser(user('a'));
        await store.createGroup(group('g'));
        await store.addUserToGroup(accountId, 'g', 'a');
        await store.attachPolicy(holder('group', 'g'), awsPolicy);
        await store.putInlinePolicy(holder('group', 'g'), { policyName: 'i', document });
        const conflict = (blocker: string) => ({ outcome: 'conflict', blocker });
        assert.deepEqual(await store.deleteGroup(accountId, 'g'), conflict('members'));
        await store.removeUserFromGroup(accountId, 'g', 'a');
        assert.deepEqual(await store.deleteGroup(accountId, 'g'), conflict('managed-policies'));
        await store.detachPolicy(holder('group', 'g'), awsPolicy);
        assert.deepEqual(await store.deleteGroup(accountId, 'g'), conflict('inline-policies'));
        await store.deleteInlinePolicy(holder('group', 'g'), 'i');
        assert.equal((await store.deleteGroup(accountId, 'g')).outcome, 'done');
      });

      test('a group takes a new name and path', async () => {
        await store.createGroup(group('g'));
        await store.createGroup(group('h'));
        const taken = await store.updateGroup(accountId, 'g', { newGroupName: 'H' });
        assert.equal(taken.outcome, 'exists');
        await store.updateGroup(accountId, 'g', { newGroupName: 'new', newPath: '/p/' });
        assert.equal((await store.group(accountId, 'NEW'))?.path, '/p/');
        assert.equal(await store.group(accountId, 'g'), undefined);
      });
    });
  });
}
