import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requestFixture } from './request-fixture.ts';
import { csrfTokenOf, readSessionClaim, sessionTokenOf } from './session-claim.ts';

const token = 'a'.repeat(43);
const other = 'b'.repeat(43);
const cookie = `strongroom-session=${token}`;
const own = { host: 'vault.example:9001', origin: 'https://vault.example:9001', cookie };
const proven = { ...own, 'x-strongroom-csrf-token': csrfTokenOf(token) };

function claimOf(headers: Readonly<Record<string, string>>, method = 'POST') {
  return readSessionClaim(requestFixture({ method, url: '/api/iam', headers, nowMs: 0 }));
}

describe('the claim of a session', () => {
  test('is taken from the page itself with its token', () => {
    assert.deepEqual(claimOf(proven), { token });
    assert.deepEqual(claimOf({ ...proven, 'sec-fetch-site': 'same-origin' }), { token });
    assert.deepEqual(claimOf({ host: own.host, cookie }, 'GET'), { token });
  });

  test('is refused without the token of this very session', () => {
    assert.equal(claimOf(own), 'no-csrf-token');
    const foreign = { ...own, 'x-strongroom-csrf-token': csrfTokenOf(other) };
    assert.equal(claimOf(foreign), 'no-csrf-token');
  });

  test('is refused from anywhere else', () => {
    const { origin: _, ...withoutOrigin } = proven;
    assert.equal(claimOf(withoutOrigin), 'other-origin');
    for (const origin of ['null', 'https://vault.example', 'https://evil.example', '']) {
      assert.equal(claimOf({ ...proven, origin }), 'other-origin', origin);
    }
    for (const site of ['same-site', 'cross-site', 'none']) {
      assert.equal(claimOf({ ...proven, 'sec-fetch-site': site }), 'other-origin', site);
    }
    const typed = { host: own.host, cookie, 'sec-fetch-site': 'none' };
    assert.deepEqual(claimOf(typed, 'GET'), { token });
  });

  test('is none with several cookies, or one that no session has', () => {
    const tokenOf = (value: string, secure = false) => {
      const request = requestFixture({ url: '/', headers: { cookie: value }, nowMs: 0 });
      return sessionTokenOf({ ...request, secure });
    };
    assert.equal(tokenOf(`a=b; ${cookie}; c=d`), token);
    assert.equal(tokenOf(`${cookie}; strongroom-session=${other}`), undefined);
    assert.equal(tokenOf('strongroom-session=short'), undefined);
    assert.equal(tokenOf(cookie, true), undefined);
    assert.equal(tokenOf(`__Host-${cookie}`, true), token);
  });
});
