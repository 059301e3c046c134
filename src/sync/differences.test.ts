import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { headerDifferences } from './differences.ts';
import { printMark } from './mark.ts';

const contentType = 'text/html; charset=utf-8';

describe('the differences of headers', () => {
  test('what is there and not wanted is a difference, as what is missing is', () => {
    const found = { headers: { contentType, cacheControl: 'no-cache' }, mark: undefined };
    assert.deepEqual(headerDifferences({ contentType, redirect: '/a' }, found), [
      { header: 'cache-control', found: 'no-cache', wanted: undefined },
      { header: 'x-amz-website-redirect-location', found: undefined, wanted: '/a' },
    ]);
  });

  test('storage class and encryption are the bucket’s, unless the rules name them', () => {
    const headers = { contentType, storageClass: 'GLACIER', encryption: 'aws:kms' };
    const found = { headers, mark: undefined };
    assert.deepEqual(headerDifferences({ contentType }, found), []);
    const wanted = { contentType, storageClass: 'STANDARD', encryption: 'AES256' };
    assert.deepEqual(
      headerDifferences(wanted, found).map(({ header }) => header),
      ['x-amz-storage-class', 'x-amz-server-side-encryption'],
    );
  });

  test('the ACL is known from the mark alone', () => {
    const sent = { headers: { contentType }, mark: printMark({ acl: 'public-read' }) };
    assert.deepEqual(headerDifferences({ contentType, acl: 'public-read' }, sent), []);
    const unknown = { headers: { contentType }, mark: undefined };
    const [difference] = headerDifferences({ contentType, acl: 'public-read' }, unknown);
    assert.equal(difference?.header, 'x-amz-acl');
    assert.equal(headerDifferences({ contentType }, sent).length, 1);
  });

  test('a key of KMS may be named by its id', () => {
    const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234';
    const found = {
      headers: { contentType, encryption: 'aws:kms', kmsKeyId: arn },
      mark: undefined,
    };
    const wanted = { contentType, encryption: 'aws:kms' };
    assert.deepEqual(headerDifferences({ ...wanted, kmsKeyId: '1234' }, found), []);
    assert.equal(headerDifferences({ ...wanted, kmsKeyId: '99' }, found).length, 1);
  });
});
