import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, test } from 'node:test';
import type { OidcProvider } from '../../store/identities.ts';
import { createProviderKeys, type ProviderKeys } from './provider-keys.ts';

const provider: OidcProvider = {
  accountId: '111122223333',
  arn: 'arn:aws:iam::111122223333:oidc-provider/id.example.com',
  url: 'id.example.com',
  clientIds: ['app'],
  thumbprints: [],
  createdAtMs: 1,
  tags: [],
};
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const goodKeys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one' }] };
const discovery = 'https://id.example.com/.well-known/openid-configuration';
const keysUrl = 'https://keys.example.com/jwks';
const hourMs = 3_600_000;

let nowMs: number;
let documents: Map<string, unknown>;
let asked: string[];
let keys: ProviderKeys;

beforeEach(() => {
  nowMs = 1_000_000;
  asked = [];
  documents = new Map<string, unknown>([
    [discovery, { issuer: 'https://id.example.com', jwks_uri: keysUrl }],
    [keysUrl, goodKeys],
  ]);
  const fetch = async (url: URL) => {
    asked.push(url.href);
    if (!documents.has(url.href)) throw new Error('unreachable');
    return Buffer.from(JSON.stringify(documents.get(url.href)));
  };
  keys = createProviderKeys(fetch, () => nowMs);
});

describe('the keys of identity providers', () => {
  test('are found by discovery, and kept for an hour', async () => {
    assert.ok(await keys.of(provider));
    assert.deepEqual(asked, [discovery, keysUrl]);
    nowMs += hourMs - 1;
    assert.ok(await keys.of(provider));
    assert.equal(asked.length, 2);
    nowMs += 1;
    assert.ok(await keys.of(provider));
    assert.equal(asked.length, 4);
  });

  test('are fetched once for many who ask at the same time', async () => {
    await Promise.all(Array.from({ length: 10 }, () => keys.of(provider)));
    assert.equal(asked.length, 2);
  });

  test('are fetched anew for a key that is missing, but not all the time', async () => {
    await keys.of(provider);
    await keys.of(provider, true);
    assert.equal(asked.length, 2);
    nowMs += 30_000;
    await keys.of(provider, true);
    assert.equal(asked.length, 4);
  });

  test('stay good while the provider cannot be reached, for their time', async () => {
    await keys.of(provider);
    documents.clear();
    nowMs += 30_000;
    assert.ok(await keys.of(provider, true));
    nowMs += hourMs;
    assert.equal(await keys.of(provider), undefined);
  });

  test('a provider that failed is asked again after a while', async () => {
    documents.delete(keysUrl);
    assert.equal(await keys.of(provider), undefined);
    documents.set(keysUrl, goodKeys);
    assert.equal(await keys.of(provider), undefined);
    nowMs += 30_000;
    assert.ok(await keys.of(provider));
  });

  test('other thumbprints are another trust', async () => {
    await keys.of(provider);
    await keys.of({ ...provider, thumbprints: ['a'.repeat(40)] });
    assert.equal(asked.length, 4);
  });

  const wrong: readonly [string, string, unknown][] = [
    ['of another issuer', discovery, { issuer: 'https://evil.example', jwks_uri: keysUrl }],
    ['without an address of keys', discovery, { issuer: 'https://id.example.com' }],
    ['that are no object', discovery, 'text'],
    ['with keys that are no list', keysUrl, { keys: 'none' }],
    ['with keys that are no objects', keysUrl, { keys: ['none', null] }],
    ['with too many keys', keysUrl, { keys: Array.from({ length: 201 }, () => goodKeys.keys[0]) }],
  ];
  for (const [name, url, document] of wrong) {
    test(`documents ${name} give none`, async () => {
      documents.set(url, document);
      assert.equal(await keys.of(provider), undefined);
    });
  }
});
