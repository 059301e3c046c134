import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { openIdentityFixture } from '../identity/identity-fixture.ts';
import { hashPassword } from '../identity/password-hash.ts';
import { createSignIn } from './sign-in.ts';

const accountId = '111122223333';
const key = { accessKeyId: 'AKIAALICE', secretAccessKey: 'Zk3/qL9+vB1xW7eR5tY2uI8o' };
const password = 'correct Horse 7 battery!';
const address = '192.0.2.1';

const fixture = openIdentityFixture();
after(() => fixture.close());
const { identities, provisioner, directory } = fixture;
const rootKey = { accessKeyId: 'AKIAROOT', secretAccessKey: 'rQ8/mN4+cV6bX0zA2sD1fG3h' };
await provisioner.createAccount({ accountId, name: 'Acme', rootKey });
await provisioner.createUser({ accountId, userName: 'alice', key });
await identities.setAccountAlias(accountId, 'acme');
await identities.createLoginProfile(accountId, 'alice', {
  passwordHash: await hashPassword(password, randomBytes),
  atMs: fixture.nowMs,
  resetRequired: false,
});

const right = { method: 'password', account: 'acme', userName: 'alice', password } as const;
const wrong = { ...right, password: 'wrong' } as const;
const signInPage = () =>
  createSignIn({ identities, directory, clock: () => fixture.nowMs, randomBytes });

describe('the sign-in page', () => {
  test('takes a password with the id or the alias of the account, and a key', async () => {
    const signIn = signInPage();
    const named = { ...right, account: accountId };
    const byKey = { method: 'access-key', ...key } as const;
    for (const attempt of [right, named, { ...right, userName: 'ALICE' }, byKey]) {
      assert.equal((await signIn(attempt, address)).outcome, 'signed-in');
    }
  });

  test('lets one who mistypes try five times, then wait, twice as long each time', async () => {
    const signIn = signInPage();
    for (let attempt = 0; attempt < 5; attempt++) {
      assert.deepEqual(await signIn(wrong, address), { outcome: 'failed' });
    }
    for (const waitMs of [1_000, 2_000, 4_000, 8_000]) {
      assert.deepEqual(await signIn(right, address), { outcome: 'wait', waitMs });
      fixture.nowMs += waitMs;
      assert.deepEqual(await signIn(wrong, address), { outcome: 'failed' });
    }
    fixture.nowMs += 16_000;
    assert.equal((await signIn(right, address)).outcome, 'signed-in');
    assert.deepEqual(await signIn(wrong, address), { outcome: 'failed' });
  });

  test('does not let somebody elsewhere lock a person out', async () => {
    const signIn = signInPage();
    for (let attempt = 0; attempt < 20; attempt++) {
      await signIn(wrong, '198.51.100.7');
      fixture.nowMs += 900_000;
    }
    assert.equal((await signIn(right, address)).outcome, 'signed-in');
  });

  test('counts attempts that run beside each other', async () => {
    const signIn = signInPage();
    const attempts = Array.from({ length: 30 }, () => signIn(wrong, address));
    const outcomes = await Promise.all(attempts);
    assert.equal(outcomes.filter(({ outcome }) => outcome === 'failed').length, 5);
  });

  test('slows down who tries many names', async () => {
    const signIn = signInPage();
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 30; attempt++) {
      const nobody = { method: 'access-key', accessKeyId: `AKIA${attempt}`, secretAccessKey: 'x' };
      outcomes.push((await signIn({ ...nobody, method: 'access-key' }, address)).outcome);
    }
    assert.equal(outcomes.filter((outcome) => outcome === 'failed').length, 25);
  });

  test('tells an expired password only to who knows it, where only others may renew it', async () => {
    const signIn = signInPage();
    await identities.putPasswordPolicy(accountId, {
      minimumPasswordLength: 6,
      requireSymbols: false,
      requireNumbers: false,
      requireUppercaseCharacters: false,
      requireLowercaseCharacters: false,
      allowUsersToChangePassword: true,
      maxPasswordAge: 1,
      passwordReusePrevention: undefined,
      hardExpiry: true,
    });
    fixture.nowMs += 86_400_000;
    assert.deepEqual(await signIn(wrong, address), { outcome: 'failed' });
    assert.deepEqual(await signIn(right, address), { outcome: 'expired' });
    await identities.deletePasswordPolicy(accountId);
  });
});
