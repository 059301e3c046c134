import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileArnGlob } from '../document/wildcard.ts';
import { headOf, headsOf } from './resource-heads.ts';

const heads = (...patterns: readonly string[]) =>
  headsOf(patterns.map((text) => compileArnGlob([{ text, literal: false }])));

describe('the head of a resource', () => {
  test('is what stands before the first slash behind the fifth colon', () => {
    assert.equal(headOf('arn:aws:s3:::pics/a/b'), 'arn:aws:s3:::pics');
    assert.equal(headOf('arn:aws:s3:::pics'), 'arn:aws:s3:::pics');
    assert.equal(headOf('arn:aws:iam::111122223333:user/a/b'), 'arn:aws:iam::111122223333:user');
    assert.equal(headOf('*'), '*');
    assert.equal(headOf('a/b'), 'a/b');
  });

  test('is known of patterns whose wildcards come behind it, or that have none', () => {
    assert.deepEqual(heads('arn:aws:s3:::pics/*', 'arn:aws:s3:::pics'), ['arn:aws:s3:::pics']);
    assert.deepEqual(heads('arn:aws:s3:::pics/?/*', 'arn:aws:s3:::b'), [
      'arn:aws:s3:::pics',
      'arn:aws:s3:::b',
    ]);
  });

  test('is unknown of patterns that match several', () => {
    for (const pattern of ['*', 'arn:aws:s3:::pics*', 'arn:aws:s3:::pi*cs/a', 'arn:aws:s3*/a']) {
      assert.equal(heads('arn:aws:s3:::b/*', pattern), undefined, pattern);
    }
  });
});
