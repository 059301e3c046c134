import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { sqliteConsoleSessions } from '../store/metadata/sqlite/console-sessions.ts';
import { createConsoleSessions, sessionIdleMs, sessionLifetimeMs } from './console-sessions.ts';
import { openIdentityFixture } from './identity-fixture.ts';

const accountId = '111122223333';
const key = { accessKeyId: 'AKIAALICE', secretAccessKey: 'Zk3/qL9+vB1xW7eR5tY2uI8o' };
const rootKey = { accessKeyId: 'AKIAROOT', secretAccessKey: 'rQ8/mN4+cV6bX0zA2sD1fG3h' };

const fixture = openIdentityFixture();
after(() => fixture.close());
const { identities, provisioner, directory, database } = fixture;
await provisioner.createAccount({ accountId, name: 'Acme', rootKey });
await provisioner.createUser({ accountId, userName: 'alice', key });
const alice = await identities.user(accountId, 'alice');
const userId = alice?.userId ?? '';
const store = sqliteConsoleSessions(database);
const clock = () => fixture.nowMs;
const sessions = createConsoleSessions({ store, identities, directory, clock, randomBytes });

async function givePassword(): Promise<void> {
  await identities.deleteLoginProfile(accountId, 'alice');
  const password = { passwordHash: 'hash', atMs: fixture.nowMs, resetRequired: false };
  await identities.createLoginProfile(accountId, 'alice', password);
}

const byPassword = { method: 'password', accountId, userId } as const;

describe('sessions of the console', () => {
  test('are of the user, with credentials that nothing can be signed with', async () => {
    await givePassword();
    const found = await sessions.find(await sessions.begin(byPassword));
    assert.equal(found?.credential.principal.userName, 'alice');
    assert.equal(found?.credential.secretAccessKey, '');
    assert.match(found?.credential.accessKeyId ?? '', /^ASIA/);
    assert.equal(found?.credential.sessionContext.get('aws:multifactorauthpresent'), 'false');
  });

  test('are kept as hashes of their tokens', async () => {
    const token = await sessions.begin(byPassword);
    assert.equal(await store.get(token), undefined);
    assert.equal(await sessions.find(`${token}x`), undefined);
  });

  test('end when nobody uses them for an hour, and after half a day in any case', async () => {
    await givePassword();
    const [idle, busy] = [await sessions.begin(byPassword), await sessions.begin(byPassword)];
    const startMs = fixture.nowMs;
    fixture.nowMs += sessionIdleMs - 1;
    assert.notEqual(await sessions.find(busy), undefined);
    fixture.nowMs += 1;
    assert.equal(await sessions.find(idle), undefined);
    while (fixture.nowMs + sessionIdleMs / 2 < startMs + sessionLifetimeMs) {
      fixture.nowMs += sessionIdleMs / 2;
      assert.notEqual(await sessions.find(busy), undefined);
    }
    fixture.nowMs = startMs + sessionLifetimeMs;
    assert.equal(await sessions.find(busy), undefined);
  });

  test('must change a password that has expired or was set for them', async () => {
    await givePassword();
    const token = await sessions.begin(byPassword);
    assert.equal((await sessions.find(token))?.mustChangePassword, false);
    await identities.deleteLoginProfile(accountId, 'alice');
    const password = { passwordHash: 'hash', atMs: fixture.nowMs, resetRequired: true };
    await identities.createLoginProfile(accountId, 'alice', password);
    const second = await sessions.begin(byPassword);
    assert.equal((await sessions.find(second))?.mustChangePassword, true);
  });

  test('of a user that was deleted are nobody', async () => {
    await givePassword();
    const token = await sessions.begin(byPassword);
    await identities.deleteLoginProfile(accountId, 'alice');
    await identities.deleteAccessKey({ accountId, userName: 'alice' }, key.accessKeyId);
    await identities.deleteUser(accountId, 'alice');
    assert.equal(await sessions.find(token), undefined);
  });
});
