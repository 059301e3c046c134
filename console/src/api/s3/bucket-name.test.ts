import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketNameFault } from './bucket-name.ts';

test('names that AWS allows have no fault', () => {
  for (const name of ['abc', 'photos-2026', 'www.example.com', '1.2.3', 'a'.repeat(63)]) {
    assert.equal(bucketNameFault(name), undefined, name);
  }
});

test('names that AWS refuses have one', () => {
  const names = ['', 'ab', 'a'.repeat(64), 'Photos', 'a_b', '-ab', 'ab-', 'a..b', 'a.-b', 'a-.b'];
  const others = [
    '10.0.0.1',
    'xn--a',
    'sthree-a',
    'amzn-s3-demo-a',
    'a-s3alias',
    'a--ol-s3',
    'ab\n',
  ];
  for (const name of [...names, ...others, 'a.mrap', 'a--x-s3', 'a--table-s3']) {
    assert.notEqual(bucketNameFault(name), undefined, name);
  }
});
