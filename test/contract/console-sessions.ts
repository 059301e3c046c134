import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConsoleSessionStore, StoredSession } from '../../src/store/console-sessions.ts';

function sessionNamed(sessionId: string, more: Partial<StoredSession> = {}): StoredSession {
  return {
    sessionId,
    method: 'password',
    accountId: '111122223333',
    principalId: 'AIDAALICE',
    accessKeyId: 'ASIAALICE',
    signedInAtMs: 1_000,
    lastUsedAtMs: 1_000,
    expiresAtMs: 9_000,
    ...more,
  };
}

interface SessionStores {
  readonly consoleSessions: ConsoleSessionStore;
  close(): Promise<void>;
}

/** What every store of console sessions promises. */
export function describeConsoleSessions(
  name: string,
  makeStores: () => Promise<SessionStores>,
): void {
  describe(`console sessions in ${name}`, () => {
    test('a session comes back as it was added, until it is removed', async () => {
      const { consoleSessions, close } = await makeStores();
      await consoleSessions.add(sessionNamed('a'));
      assert.deepEqual(await consoleSessions.get('a'), sessionNamed('a'));
      assert.equal(await consoleSessions.get('b'), undefined);
      await consoleSessions.remove('a');
      await consoleSessions.remove('a');
      assert.equal(await consoleSessions.get('a'), undefined);
      await close();
    });

    test('a touch is remembered, and brings nothing back', async () => {
      const { consoleSessions, close } = await makeStores();
      await consoleSessions.add(sessionNamed('a'));
      await consoleSessions.touch('a', 2_000);
      await consoleSessions.touch('gone', 2_000);
      assert.deepEqual(await consoleSessions.get('a'), sessionNamed('a', { lastUsedAtMs: 2_000 }));
      assert.equal(await consoleSessions.get('gone'), undefined);
      await close();
    });

    test('sessions that have expired go when another begins', async () => {
      const { consoleSessions, close } = await makeStores();
      await consoleSessions.add(sessionNamed('old', { expiresAtMs: 5_000 }));
      await consoleSessions.add(sessionNamed('young', { expiresAtMs: 5_001 }));
      await consoleSessions.add(sessionNamed('new', { signedInAtMs: 5_000 }));
      assert.equal(await consoleSessions.get('old'), undefined);
      assert.notEqual(await consoleSessions.get('young'), undefined);
      await close();
    });
  });
}
