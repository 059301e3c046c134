import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allowedAddresses } from './public-addresses.ts';

describe('addresses that requests may go to', () => {
  const isPublic = allowedAddresses();

  for (const address of ['8.8.8.8', '172.15.255.255', '172.32.0.1', '2606:4700::1111']) {
    test(`${address} is public`, () => assert.ok(isPublic(address)));
  }

  for (const address of [
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::1', '::', 'fe80::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
    ...['64:ff9b::a00:1', '2002:7f00:1::', '2001::1', '::127.0.0.1', 'localhost', ''],
  ]) {
    test(`${address === '' ? 'nothing' : address} is not`, () => assert.ok(!isPublic(address)));
  }

  test('the operator may name networks besides', () => {
    const isAllowed = allowedAddresses(['127.0.0.0/8', '::1/128']);
    assert.ok(isAllowed('127.0.0.1') && isAllowed('::1') && isAllowed('8.8.8.8'));
    assert.ok(!isAllowed('10.0.0.1') && !isAllowed('::2'));
  });
});
