import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { IdentityStore } from '../../../src/store/identities.ts';
import {
  accountId,
  addAccounts,
  implementations,
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

    describe('accounts', () => {
      test('id, canonical id and e-mail address are each taken once', async () => {
        const account = { accountId, canonicalId: 'x', email: 'x', name: '', createdAtMs: 0 };
        assert.equal((await store.createAccount(account)).outcome, 'exists');
        const second = {
          ...account,
          accountId: '777788889999',
          email: `rOOT@${accountId}.example`,
        };
        assert.deepEqual(await store.createAccount(second), {
          outcome: 'exists',
          what: 'account',
          name: second.email,
        });
        const third = { ...second, canonicalId: `canonical-${accountId}`, email: 'y' };
        assert.equal((await store.createAccount(third)).outcome, 'exists');
        assert.equal(
          (await store.accountByEmail(`root@${accountId}.EXAMPLE`))?.accountId,
          accountId,
        );
        assert.equal(
          (await store.accountByCanonicalId(`canonical-${accountId}`))?.accountId,
          accountId,
        );
      });

      test('an account comes with a key of its root, or not at all', async () => {
        const rootKey = { accessKeyId: 'ROOT', sealedSecret: 's', createdAtMs: 1 };
        const account = (id: string) => ({
          accountId: id,
          canonicalId: id,
          email: `${id}@x`,
          name: 'n',
          createdAtMs: 1,
        });
        const made = await store.createAccount(account('100000000001'), rootKey);
        assert.equal(made.outcome, 'created');
        assert.equal((await store.accessKey('ROOT'))?.userId, undefined);
        assert.deepEqual(await store.createAccount(account('100000000002'), rootKey), {
          outcome: 'exists',
          what: 'access-key',
          name: 'ROOT',
        });
        assert.equal(await store.account('100000000002'), undefined);
      });

      test('accounts are listed in pages by id', async () => {
        const first = await store.listAccounts({ limit: 1 });
        assert.deepEqual(
          first.items.map((item) => item.accountId),
          [accountId],
        );
        const second = await store.listAccounts({ limit: 1, after: first.next });
        assert.deepEqual(
          second.items.map((item) => item.accountId),
          [otherAccountId],
        );
        assert.equal(second.next, undefined);
      });

      test('an alias belongs to one account and can be replaced and deleted', async () => {
        assert.equal((await store.setAccountAlias(accountId, 'acme')).outcome, 'done');
        assert.equal((await store.setAccountAlias(accountId, 'acme')).outcome, 'done');
        assert.equal((await store.setAccountAlias(otherAccountId, 'acme')).outcome, 'exists');
        assert.equal((await store.accountByAlias('acme'))?.accountId, accountId);
        assert.equal(await store.accountByAlias('nobody'), undefined);
        assert.equal((await store.account(accountId))?.alias, 'acme');
        assert.equal((await store.deleteAccountAlias(accountId, 'other')).outcome, 'missing');
        assert.equal((await store.deleteAccountAlias(accountId, 'acme')).outcome, 'done');
        assert.equal((await store.account(accountId))?.alias, undefined);
      });

      test('a password policy comes back whole and can be deleted once', async () => {
        const given = {
          minimumPasswordLength: 9,
          requireSymbols: true,
          requireNumbers: false,
          requireUppercaseCharacters: true,
          requireLowercaseCharacters: false,
          allowUsersToChangePassword: true,
          maxPasswordAge: undefined,
          passwordReusePrevention: 5,
          hardExpiry: false,
        };
        assert.equal(await store.passwordPolicy(accountId), undefined);
        await store.putPasswordPolicy(accountId, given);
        assert.deepEqual(await store.passwordPolicy(accountId), given);
        assert.equal((await store.deletePasswordPolicy(accountId)).outcome, 'done');
        assert.equal((await store.deletePasswordPolicy(accountId)).outcome, 'missing');
      });

      test('the counts are those of the account alone', async () => {
        await store.createUser(user('a'));
        await store.createUser({ ...user('b'), accountId: otherAccountId });
        await store.createPolicy(policy('p'));
        const counts = await store.accountCounts(accountId);
        assert.equal(counts.users, 1);
        assert.equal(counts.policies, 1);
        assert.equal(counts.policyVersionsInUse, 1);
      });

      test('a credential report replaces the one before', async () => {
        await store.putCredentialReport(accountId, { generatedAtMs: 1, content: 'a' });
        await store.putCredentialReport(accountId, { generatedAtMs: 2, content: 'b' });
        assert.deepEqual(await store.credentialReport(accountId), {
          generatedAtMs: 2,
          content: 'b',
        });
        assert.equal(await store.credentialReport(otherAccountId), undefined);
      });

      test('an access report job is found by its own account only', async () => {
        const job = {
          jobId: 'j',
          accountId,
          entityArn: 'arn',
          granularity: 'ACTION_LEVEL',
          createdAtMs: 3,
        } as const;
        await store.putAccessReportJob(job);
        assert.deepEqual(await store.accessReportJob(accountId, 'j'), job);
        assert.equal(await store.accessReportJob(otherAccountId, 'j'), undefined);
      });
    });

    describe('the revision and activity', () => {
      test('a change moves the revision, a refusal and a use do not', async () => {
        const { revision } = opened;
        const before = revision();
        await store.createUser(user('a'));
        assert.equal(revision(), before + 1);
        await store.createUser(user('a'));
        assert.equal(revision(), before + 1);
        store.recordUse({
          atMs: 9_000,
          service: 's3',
          action: 'GetObject',
          region: 'us-east-1',
          accessKeyId: undefined,
          principalId: 'AIDA-a',
        });
        await store.flushActivity();
        assert.equal(revision(), before + 1);
      });

      test('the last use is the newest of all, per key, service and action', async () => {
        await store.createUser(user('a'));
        const owner = { accountId, userName: 'a' };
        const key = { accessKeyId: 'K', sealedSecret: 's', createdAtMs: 1 };
        await store.createAccessKey(owner, key);
        const use = (atMs: number, action: string, accessKeyId = 'K') =>
          store.recordUse({
            atMs,
            service: 's3',
            action,
            region: 'eu-west-1',
            accessKeyId,
            principalId: 'AIDA-a',
          });
        use(30, 'GetObject');
        use(20, 'PutObject');
        await store.flushActivity();
        use(10, 'GetObject');
        use(40, 'ListBucket', 'gone');
        store.recordPasswordUse('AIDA-a', 50);
        await store.flushActivity();
        assert.deepEqual((await store.accessKey('K'))?.lastUsed, {
          atMs: 30,
          service: 's3',
          region: 'eu-west-1',
        });
        const rows = await store.serviceAccess('AIDA-a');
        assert.deepEqual(
          rows.map((row) => [row.action, row.lastAtMs]),
          [
            [undefined, 40],
            ['GetObject', 30],
            ['ListBucket', 40],
            ['PutObject', 20],
          ],
        );
        assert.equal((await store.user(accountId, 'a'))?.passwordLastUsedAtMs, 50);
      });

      test('a use of something that was deleted leaves nothing behind', async () => {
        store.recordPasswordUse('AIDA-gone', 1);
        const use = {
          atMs: 1,
          service: 's3',
          action: 'GetObject',
          region: 'r',
          accessKeyId: 'gone',
        };
        store.recordUse({ ...use, principalId: 'AIDA-gone' });
        await store.flushActivity();
        assert.deepEqual(await store.serviceAccess('AIDA-gone'), []);
      });
    });
  });
}
