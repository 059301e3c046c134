import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isBucketName } from './bucket-name.ts';

describe('bucket names', () => {
  for (const name of ['abc', 'a.b', '1-2', 'a'.repeat(63), '1.2.3.4.5', '2026']) {
    test(`${name} is one`, () => assert.ok(isBucketName(name)));
  }
  const wrong = [
    'ab',
    'a'.repeat(64),
    'Abc',
    'a_b',
    '-abc',
    'abc-',
    '.abc',
    'a..b',
    'a.-b',
    'a-.b',
  ];
  for (const name of [...wrong, '192.168.0.1', 'xn--abc', 'a b', 'abc--x-s3', 'é12', 'abc\n']) {
    test(`${JSON.stringify(name)} is none`, () => assert.ok(!isBucketName(name)));
  }
});
