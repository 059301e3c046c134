import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPresignedFields } from './presigned-fields.ts';
import { requestFixture } from './request-fixture.ts';

const request = requestFixture({
  url: '/b/k?X-Amz-Signature=1&X-Amz-Date=2&x-amz-acl=private&X-Amz-Meta-Note=%C3%A9&x-amz-acl=x&acl',
  headers: { host: 'h', 'x-amz-storage-class': 'STANDARD' },
  nowMs: 0,
});

test('x-amz parameters of a presigned URL read like headers, those of the signature do not', () => {
  const { headers } = withPresignedFields(request);
  assert.deepEqual(
    [...headers.entries()],
    [
      ['host', 'h'],
      ['x-amz-storage-class', 'STANDARD'],
      ['x-amz-acl', 'private'],
      ['x-amz-meta-note', 'Ã©'],
    ],
  );
  assert.equal(headers.get('x-amz-acl'), 'private');
  assert.equal(headers.get('x-amz-date'), undefined);
});

test('a header that was sent goes before a parameter', () => {
  const both = requestFixture({
    url: '/b/k?x-amz-acl=public-read',
    headers: { 'x-amz-acl': 'private' },
    nowMs: 0,
  });
  assert.deepEqual([...withPresignedFields(both).headers.entries()], [['x-amz-acl', 'private']]);
});

test('a request without such parameters comes back as it is', () => {
  const plain = requestFixture({ url: '/b/k?acl', headers: {}, nowMs: 0 });
  assert.equal(withPresignedFields(plain), plain);
});
