import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createMasterKeys } from './master-key.ts';
import { createSessionTokens, type SessionGrant } from './session-token.ts';

const masterKey = randomBytes(32);
let nowMs = 1_000_000;

function tokensOf(...keys: Uint8Array[]) {
  return createSessionTokens(createMasterKeys(keys), { clock: () => nowMs, randomBytes });
}

const grant: SessionGrant = {
  kind: 'assumed-role',
  accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
  secretAccessKey: 'secret-of-the-session',
  accountId: '111122223333',
  principalId: 'AROAEXAMPLEEXAMPLE123',
  sessionName: 'name',
  issuedAtMs: 1_000_000,
  expiresAtMs: 2_000_000,
  policy: '{"Version":"2012-10-17","Statement":[]}',
  policyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
  tags: [{ key: 'team', value: 'blue' }],
  transitiveTagKeys: ['team'],
  sourceIdentity: 'alice',
  federatedProvider: undefined,
  chained: true,
  context: { 'sts:externalid': 'x' },
};

function issued(given: SessionGrant, keys = [masterKey]): string {
  const result = tokensOf(...keys).issue(given);
  assert.ok(result.outcome === 'issued');
  return result.token;
}

describe('session tokens', () => {
  test('a token opens to what was sealed, in every process that has the key', () => {
    const opened = tokensOf(masterKey).open(issued(grant));
    assert.deepEqual(opened, { outcome: 'valid', grant });
  });

  test('a token can be made longer, and means the same', () => {
    const tokens = tokensOf(masterKey);
    for (const minimum of [0, 1, 1_000, 4_095, 4_096]) {
      const result = tokens.issue(grant, minimum);
      assert.ok(result.outcome === 'issued');
      assert.ok(result.token.length >= minimum && result.token.length < 5_000);
      assert.deepEqual(tokens.open(result.token), { outcome: 'valid', grant });
    }
  });

  test('the secret does not stand in the token', () => {
    const token = Buffer.from(issued(grant), 'base64').toString('latin1');
    assert.ok(!token.includes(grant.secretAccessKey));
    assert.ok(!token.includes('alice'));
  });

  test('it ends at its expiry, not a millisecond later', () => {
    const token = issued(grant);
    nowMs = grant.expiresAtMs - 1;
    assert.equal(tokensOf(masterKey).open(token).outcome, 'valid');
    nowMs = grant.expiresAtMs;
    assert.equal(tokensOf(masterKey).open(token).outcome, 'expired');
    nowMs = 1_000_000;
  });

  test('any other bytes are invalid, whatever was changed', () => {
    const token = issued(grant);
    const tokens = tokensOf(masterKey);
    for (const wrong of ['', 'x', `${token}=`, ` ${token}`, token.slice(4), 'A'.repeat(9_000)]) {
      assert.equal(tokens.open(wrong).outcome, 'invalid');
    }
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.base64String({ minLength: 4 }), (at, insert) => {
        const forged = token.slice(0, at) + insert[0] + token.slice(at + 1);
        assert.equal(tokens.open(forged).outcome === 'valid', forged === token);
      }),
      { numRuns: 300 },
    );
  });

  test('a rotated master key still opens, a foreign one does not', () => {
    const token = issued(grant);
    assert.equal(tokensOf(randomBytes(32), masterKey).open(token).outcome, 'valid');
    assert.equal(tokensOf(randomBytes(32)).open(token).outcome, 'invalid');
  });

  test('the size of policies and tags is told in percent, and has an end', () => {
    const tokens = tokensOf(masterKey);
    const plain = { ...grant, policy: undefined, policyArns: [], tags: [] };
    const small = tokens.issue(plain);
    assert.ok(small.outcome === 'issued' && small.packedPercent === 0);
    const some = tokens.issue(grant);
    assert.ok(some.outcome === 'issued' && some.packedPercent > 0 && some.packedPercent < 10);
    const tags = Array.from({ length: 50 }, (_, index) => ({
      key: `${index}${randomBytes(48).toString('base64')}`,
      value: randomBytes(96).toString('base64'),
    }));
    const large = tokens.issue({ ...grant, tags });
    assert.equal(large.outcome, 'too-large');
    assert.ok(large.packedPercent > 100);
  });
});
