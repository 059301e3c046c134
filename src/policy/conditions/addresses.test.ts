import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ipAddress, parseRange } from './addresses.ts';

function isIn(range: string, address: string): boolean {
  return ipAddress(range, false)(address, () => undefined);
}

test('every address lies in its own range, of any length', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
      assert.ok(isIn(`${address}/${bits}`, address));
    }),
  );
  fc.assert(
    fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, bits) => {
      assert.ok(isIn(`${address}/${bits}`, address), `${address}/${bits}`);
    }),
  );
});

test('IPv6 addresses compare by value, not by text', () => {
  assert.ok(isIn('2001:DB8:0:0:0:0:0:1', '2001:db8::1'));
  assert.ok(isIn('::', '0:0:0:0:0:0:0:0'));
  assert.ok(isIn('64:ff9b::192.0.2.1', '64:ff9b::c000:201'));
});

test('an IPv4 address on an IPv6 socket is that IPv4 address', () => {
  assert.ok(isIn('10.0.0.0/8', '::ffff:10.1.2.3'));
  assert.ok(isIn('10.0.0.0/8', '::FFFF:a01:203'));
  assert.ok(!isIn('::/0', '10.1.2.3'));
});

test('what is no address is refused', () => {
  const v4 = [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/08',
  ];
  const v6 = [
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::',
    '::/129',
  ];
  for (const text of [...v4, ...v6, '::1%lo', '1:2:3:4:5:6:7::8', '1.2.3.4::', '::1.2.3']) {
    assert.equal(parseRange(text), undefined, text);
  }
});
