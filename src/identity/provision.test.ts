import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { givenKeyFault } from './given-key.ts';
import { type IdentityFixture, openIdentityFixture } from './identity-fixture.ts';
import { createMasterKeys } from './master-key.ts';
import { checkMasterKeys, createSecretSealer, rotateSecrets, SealBroken } from './sealed-secret.ts';

let fixture: IdentityFixture;

beforeEach(() => {
  fixture = openIdentityFixture();
});

afterEach(() => fixture.close());

const goodSecret = 'Zk3/qL9+vB1xW7eR5tY2uI8o';

describe('the first start', () => {
  test('it makes one account with a random root key, and only once', async () => {
    const first = await fixture.provisioner.initialise({});
    assert.ok(first.outcome === 'created');
    assert.match(first.account.accountId, /^\d{12}$/);
    assert.match(first.account.canonicalId, /^[0-9a-f]{64}$/);
    assert.match(first.rootKey.accessKeyId, /^AKIA[A-Z2-7]{16}$/);
    assert.equal((await fixture.provisioner.initialise({})).outcome, 'already');
    const found = await fixture.directory.resolve(first.rootKey.accessKeyId, undefined);
    assert.ok(found.kind === 'found');
    assert.equal(found.credential.principal.kind, 'root');
    assert.equal(found.credential.secretAccessKey, first.rootKey.secretAccessKey);
  });

  test('weak root keys are refused, and nothing is made', async () => {
    for (const secretAccessKey of ['', 'short', 'minioadmin', 'a'.repeat(40), 'x y'.repeat(9)]) {
      const rootKey = { accessKeyId: 'AKIAROOT', secretAccessKey };
      const refused = await fixture.provisioner.initialise({ rootKey });
      assert.equal(refused.outcome, 'refused', secretAccessKey);
    }
    assert.equal((await fixture.identities.listAccounts({ limit: 1 })).items.length, 0);
  });
});

describe('given keys', () => {
  test('each fault is told apart', () => {
    const fault = (secretAccessKey: string, accessKeyId = 'AKIA1234') =>
      givenKeyFault({ accessKeyId, secretAccessKey }, 'root');
    assert.equal(fault(goodSecret), undefined);
    assert.equal(fault(goodSecret, 'a b'), 'access-key-id-form');
    assert.equal(fault(goodSecret, ''), 'access-key-id-form');
    assert.equal(fault('PasswordPassword'), 'secret-well-known');
    assert.equal(fault('SAMEASTHEKEYIDSAME', 'sameasthekeyidsame'), 'secret-well-known');
    assert.equal(fault('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'), 'secret-well-known');
    assert.equal(fault(''), 'secret-too-short');
    assert.equal(fault('ab1'.repeat(60)), 'secret-too-long');
    assert.equal(fault(`${goodSecret}é`), 'secret-form');
    assert.equal(fault('ababababababababab'), 'secret-repetitive');
  });
});

describe('importing accounts and users', () => {
  // The forms of the identities that test suites of the field configure.
  const accounts = [
    {
      accountId: '100000000001',
      canonicalId: 'testid',
      email: 'tester@ceph.com',
      name: 'M. Tester',
      rootKey: {
        accessKeyId: '0555b35654ad1656d804',
        secretAccessKey: 'h7GhxuBLTrlhVUyxSPUKUV8r/2EI4ngqJxD7iBdBYLhwluN30JaT3Q==',
      },
    },
    {
      accountId: '100000000002',
      canonicalId: 'testx$9876543210abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
      email: 'tenanteduser@example.com',
      name: 'testx$tenanteduser',
      rootKey: { accessKeyId: 'AAAAAAAAAAAAAAAAAAaa', secretAccessKey: 'a'.repeat(40) },
    },
    {
      canonicalId: 'RGW22222222222222222',
      email: 'account2@ceph.com',
      rootKey: { accessKeyId: 'BBBBBBBBBBBBBBBBBBbb', secretAccessKey: 'b'.repeat(40) },
    },
  ];

  test('given ids, addresses and keys are taken as they are', async () => {
    for (const given of accounts) {
      const made = await fixture.provisioner.createAccount(given);
      assert.ok(made.outcome === 'created', JSON.stringify(made));
      const found = await fixture.directory.resolve(given.rootKey.accessKeyId, undefined);
      assert.ok(found.kind === 'found');
      assert.equal(found.credential.canonicalId, given.canonicalId);
      assert.equal(found.credential.displayName, given.name ?? made.account.accountId);
    }
    const again = await fixture.provisioner.createAccount({ rootKey: accounts[0]?.rootKey });
    assert.deepEqual(again, { outcome: 'exists', name: '0555b35654ad1656d804' });
    assert.equal((await fixture.identities.listAccounts({ limit: 9 })).items.length, 3);
  });

  test('wrong forms are refused by name', async () => {
    const fault = async (given: Parameters<typeof fixture.provisioner.createAccount>[0]) => {
      const result = await fixture.provisioner.createAccount(given);
      return result.outcome === 'refused' ? result.fault : result.outcome;
    };
    assert.equal(await fault({ accountId: '12345' }), 'account-id-form');
    assert.equal(await fault({ canonicalId: 'a b' }), 'canonical-id-form');
    assert.equal(await fault({ email: 'nobody' }), 'email-form');
    assert.equal(await fault({ name: 'a\nb' }), 'name-form');
  });

  test('a user comes with a given key and managed policies', async () => {
    const account = await fixture.provisioner.createAccount({});
    assert.ok(account.outcome === 'created');
    const { accountId } = account.account;
    const userName = '56789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234';
    const key = {
      accessKeyId: 'NOPQRSTUVWXYZABCDEFG',
      secretAccessKey: 'nopqrstuvwxyzabcdefghijklmnabcdefghijklm',
    };
    const policyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    const given = { accountId, userName, key, policyArns };
    assert.equal((await fixture.provisioner.createUser(given)).outcome, 'created');
    assert.deepEqual(await fixture.provisioner.createUser(given), {
      outcome: 'exists',
      name: key.accessKeyId,
    });
    const found = await fixture.directory.resolve(key.accessKeyId, undefined);
    assert.ok(found.kind === 'found');
    assert.equal(found.credential.principal.arn, `arn:aws:iam::${accountId}:user/${userName}`);
    assert.equal(found.credential.policies.identity.length, 1);
    const other = await fixture.provisioner.createUser({ accountId: '999999999999', userName });
    assert.equal(other.outcome, 'missing');
    const wrong = await fixture.provisioner.createUser({ accountId, userName: 'a b' });
    assert.deepEqual(wrong, { outcome: 'refused', fault: 'user-name-form' });
  });
});

describe('rotating the master key', () => {
  test('every secret is sealed anew, and then the earlier key is needed no more', async () => {
    const { identities } = fixture;
    const accountId = '100000000001';
    await fixture.provisioner.createAccount({ accountId });
    for (const userName of ['a', 'b', 'c']) {
      await fixture.provisioner.createUser({ accountId, userName });
    }
    const [earlier, later] = [fixture.masterKey, randomBytes(32)];
    const both = createSecretSealer(createMasterKeys([later, earlier]), randomBytes);
    const laterOnly = createSecretSealer(createMasterKeys([later]), randomBytes);
    await assert.rejects(checkMasterKeys(identities, laterOnly), SealBroken);
    assert.equal(await rotateSecrets(identities, both), 4);
    assert.equal(await rotateSecrets(identities, both), 0);
    await checkMasterKeys(identities, laterOnly);
    const { items } = await identities.listSealedSecrets({ limit: 9 });
    for (const { accessKeyId, sealedSecret } of items) {
      assert.match(laterOnly.open(accountId, accessKeyId, sealedSecret), /^[A-Za-z0-9+/]{40}$/);
    }
  });
});
