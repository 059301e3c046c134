import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operationRequest } from './operation-request.ts';
import { requestFixture } from './request-fixture.ts';

const url =
  '/b/k?X-Amz-Signature=1&X-Amz-Date=2&x-amz-acl=private&X-Amz-Meta-Note=%C3%A9&x-amz-acl=x&acl';

test('x-amz parameters of a presigned URL read like headers, those of the signature do not', () => {
  const headers = { host: 'h', 'x-amz-storage-class': 'STANDARD' };
  const seen = operationRequest(requestFixture({ url, headers, nowMs: 0 }), 'query').headers;
  assert.deepEqual(
    [...seen.entries()],
    [
      ['host', 'h'],
      ['x-amz-storage-class', 'STANDARD'],
      ['x-amz-acl', 'private'],
      ['x-amz-meta-note', 'é'],
    ],
  );
  assert.equal(seen.get('x-amz-acl'), 'private');
  assert.equal(seen.get('x-amz-date'), undefined);
});

test('a header that was sent goes before a parameter', () => {
  const headers = { 'x-amz-acl': 'private' };
  const request = requestFixture({ url: '/b/k?x-amz-acl=public-read', headers, nowMs: 0 });
  assert.deepEqual(
    [...operationRequest(request, 'query').headers.entries()],
    [['x-amz-acl', 'private']],
  );
});

test('checksums in a query string are not looked at', () => {
  const signedWithoutBody =
    '/b/k?x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32';
  const request = requestFixture({ url: signedWithoutBody, headers: {}, nowMs: 0 });
  assert.equal(operationRequest(request, 'query'), request);
});

test('parameters count only when a query signature covers them', () => {
  const request = requestFixture({ url, headers: {}, nowMs: 0 });
  assert.equal(operationRequest(request, 'header'), request);
  assert.equal(operationRequest(request, 'anonymous'), request);
});

test('metadata is read as UTF-8, and as Latin-1 where it is not that', () => {
  const headers = { 'x-amz-meta-a': 'HelloÃ©', 'x-amz-meta-b': 'Helloé', 'x-other': 'Ã©' };
  const seen = operationRequest(requestFixture({ url: '/', headers, nowMs: 0 }), 'header').headers;
  assert.deepEqual(
    [...seen.entries()],
    [
      ['x-amz-meta-a', 'Helloé'],
      ['x-amz-meta-b', 'Helloé'],
      ['x-other', 'Ã©'],
    ],
  );
});
