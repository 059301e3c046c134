import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TrustedProxies } from './trusted-proxies.ts';

describe("the client's address", () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', 'fd00::/8', '192.0.2.7']);
  for (const [what, peer, forwarded, client] of [
    ['is the peer when nothing is said', '203.0.113.5', undefined, '203.0.113.5'],
    ['is the peer when the peer is not trusted', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['is what a trusted proxy says', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [
      'is the right-most untrusted one',
      '10.1.2.3',
      '1.1.1.1, 198.51.100.1, 10.9.9.9',
      '198.51.100.1',
    ],
    ['is the left-most when all are trusted', '10.1.2.3', '10.0.0.1, 10.0.0.2', '10.0.0.1'],
    ['is the last that can be read', '10.1.2.3', '1.1.1.1, nonsense, 10.0.0.2', '10.0.0.2'],
    ['is the peer when the list is empty', '10.1.2.3', '', '10.1.2.3'],
    ['is found behind a dual-stack socket', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['may be IPv6', 'fd00::1', '2001:db8::5', '2001:db8::5'],
    ['of a dual-stack peer is plain', '::ffff:203.0.113.5', undefined, '203.0.113.5'],
    ['may come through a single trusted address', '192.0.2.7', '198.51.100.1', '198.51.100.1'],
  ] as const) {
    test(what, () => assert.equal(proxies.clientAddress(peer, forwarded), client));
  }
});

test('a range that is none is refused by name', () => {
  for (const cidr of [
    '10.0.0.0/33',
    'fd00::/129',
    'localhost',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '',
  ]) {
    assert.throws(() => new TrustedProxies([cidr]), new RegExp(`^Error: "${cidr}" is not`));
  }
});
