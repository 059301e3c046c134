import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { policyArn } from '../../../src/identity/arns.ts';
import type { IdentityStore } from '../../../src/store/identities.ts';
import {
  accountId,
  addAccounts,
  all,
  awsPolicy,
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

    describe('managed policies', () => {
      test('version numbers are never reused, and at most five are kept', async () => {
        const { arn } = policy('p');
        await store.createPolicy(policy('p'));
        const version = (text: string, setAsDefault = false) =>
          store.createPolicyVersion(arn, { document: text, setAsDefault, createdAtMs: 3_000 });
        for (const text of ['2', '3', '4', '5']) {
          assert.equal((await version(text, text === '3')).outcome, 'created');
        }
        assert.deepEqual(await version('6'), {
          outcome: 'limit',
          quota: 'VersionsPerPolicy',
          value: 5,
        });
        assert.equal((await store.policy(arn))?.defaultVersionId, 'v3');
        assert.deepEqual(await store.deletePolicyVersion(arn, 'v3'), {
          outcome: 'conflict',
          blocker: 'default-version',
        });
        assert.equal((await store.deletePolicyVersion(arn, 'v5')).outcome, 'done');
        const created = await version('6');
        assert.ok(created.outcome === 'created' && created.value.versionId === 'v6');
        const listed = await store.listPolicyVersions(arn, { limit: 2 });
        assert.ok('items' in listed);
        assert.deepEqual(
          listed.items.map((item) => item.versionId),
          ['v6', 'v4'],
        );
        const rest = await store.listPolicyVersions(arn, { limit: 9, after: listed.next });
        assert.ok('items' in rest);
        assert.deepEqual(
          rest.items.map((item) => item.versionId),
          ['v3', 'v2', 'v1'],
        );
        await store.setDefaultPolicyVersion(arn, 'v1', 9_000);
        assert.equal((await store.policy(arn))?.updatedAtMs, 9_000);
        for (const wrong of ['v9', 'v0', '1', 'v01', 'vx']) {
          assert.equal((await store.setDefaultPolicyVersion(arn, wrong, 1)).outcome, 'missing');
        }
        assert.deepEqual(await store.deletePolicy(arn), {
          outcome: 'conflict',
          blocker: 'policy-versions',
        });
      });

      test('a document comes back byte for byte', async () => {
        const text = '{ "Version" :\t"2012-10-17",\r\n"Statement":[ ] , "Id":"\\u00e9é" }\n';
        await store.createPolicy({ ...policy('p'), document: text });
        const version = await store.policyVersion(policy('p').arn, 'v1');
        assert.ok(!('outcome' in version) && version.document === text);
        await store.createUser(user('a'));
        await store.putInlinePolicy(holder('user', 'a'), { policyName: 'i', document: text });
        const inline = await store.inlinePolicy(holder('user', 'a'), 'i');
        assert.ok(!('outcome' in inline) && inline.document === text);
      });

      test('attachments are counted, listed from both ends and end once', async () => {
        const { arn } = policy('Mine', '/own/');
        await store.createPolicy(policy('Mine', '/own/'));
        await store.createUser(user('u'));
        await store.createGroup(group('g'));
        await store.createRole({ ...role('r'), permissionsBoundary: arn });
        for (const kind of ['user', 'group', 'role'] as const) {
          const name = kind.slice(0, 1);
          assert.equal((await store.attachPolicy(holder(kind, name), arn)).outcome, 'done');
        }
        await store.attachPolicy(holder('user', 'u'), awsPolicy);
        const policies = await store.listAttachedPolicies(holder('user', 'u'), all);
        assert.ok('items' in policies);
        assert.deepEqual(policies.items, [
          { policyName: 'AmazonS3FullAccess', arn: awsPolicy },
          { policyName: 'Mine', arn },
        ]);
        const own = await store.listAttachedPolicies(holder('user', 'u'), {
          limit: 1,
          pathPrefix: '/own',
        });
        assert.ok('items' in own && own.items.length === 1 && own.next === undefined);
        const entities = await store.listEntitiesForPolicy(accountId, arn, all);
        assert.ok('items' in entities);
        assert.deepEqual(
          entities.items.map((item) => item.kind),
          ['group', 'role', 'user'],
        );
        const bounded = await store.listEntitiesForPolicy(accountId, arn, {
          limit: 9,
          usage: 'PermissionsBoundary',
        });
        assert.ok('items' in bounded);
        assert.deepEqual(bounded.items, [{ kind: 'role', name: 'r', id: 'AROA-r', path: '/' }]);
        const first = await store.listEntitiesForPolicy(accountId, arn, { limit: 1 });
        assert.ok('items' in first);
        const next = await store.listEntitiesForPolicy(accountId, arn, {
          limit: 9,
          after: first.next,
        });
        assert.ok('items' in next && next.items.length === 2);
        assert.equal((await store.policy(arn))?.attachmentCount, 3);
        assert.deepEqual(await store.policyUsage(accountId, awsPolicy), {
          attachmentCount: 1,
          boundaryUsageCount: 0,
        });
        assert.equal((await store.detachPolicy(holder('user', 'u'), arn)).outcome, 'done');
        assert.deepEqual(await store.detachPolicy(holder('user', 'u'), arn), {
          outcome: 'missing',
          what: 'attachment',
          name: arn,
        });
      });

      test('only policies of AWS and of the account can be attached, within the quota', async () => {
        await store.createUser(user('u'));
        const attach = (arn: string) => store.attachPolicy(holder('user', 'u'), arn);
        assert.equal((await attach('arn:aws:iam::aws:policy/Nothing')).outcome, 'missing');
        const foreign = policyArn(otherAccountId, '/', 'p');
        await store.createPolicy({ ...policy('p'), accountId: otherAccountId, arn: foreign });
        assert.equal((await attach(foreign)).outcome, 'missing');
        await store.createPolicy({ ...policy('one'), policyId: 'ANPA1' });
        await store.createPolicy({ ...policy('two'), policyId: 'ANPA2' });
        assert.equal((await attach(policy('one').arn)).outcome, 'done');
        assert.equal((await attach(policy('one').arn)).outcome, 'done');
        assert.equal((await attach(awsPolicy)).outcome, 'done');
        assert.equal((await attach(policy('two').arn)).outcome, 'limit');
        assert.equal((await store.attachPolicy(holder('user', 'x'), awsPolicy)).outcome, 'missing');
      });

      test('lists can be narrowed to policies that are attached or are boundaries', async () => {
        for (const name of ['a', 'b', 'c']) await store.createPolicy(policy(name));
        await store.createUser({ ...user('u'), permissionsBoundary: policy('b').arn });
        await store.attachPolicy(holder('user', 'u'), policy('a').arn);
        const names = async (filter: Parameters<IdentityStore['listPolicies']>[1]) =>
          (await store.listPolicies(accountId, filter)).items.map((item) => item.policyName);
        assert.deepEqual(await names(all), ['a', 'b', 'c']);
        assert.deepEqual(await names({ ...all, onlyAttached: true }), ['a', 'b']);
        assert.deepEqual(await names({ ...all, usage: 'PermissionsPolicy' }), ['a']);
        assert.deepEqual(await names({ ...all, usage: 'PermissionsBoundary' }), ['b']);
      });
    });

    describe('inline policies', () => {
      test('they are replaced by name, listed by name and measured together', async () => {
        await store.createUser(user('a'));
        const reference = holder('user', 'a');
        const put = (policyName: string, length: number) =>
          store.putInlinePolicy(reference, { policyName, document: `${'x'.repeat(length)}  \n` });
        assert.equal((await put('b', 1_000)).outcome, 'done');
        assert.equal((await put('A', 1_048)).outcome, 'done');
        assert.equal((await put('c', 1)).outcome, 'limit');
        assert.equal((await put('B', 1_000)).outcome, 'done');
        const page = await store.listInlinePolicies(reference, all);
        assert.ok('items' in page);
        assert.deepEqual(
          page.items.map((item) => item.policyName),
          ['A', 'B'],
        );
        assert.deepEqual(await store.deleteInlinePolicy(reference, 'z'), {
          outcome: 'missing',
          what: 'inline-policy',
          name: 'z',
        });
      });
    });
  });
}
