import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BodyOptions } from '../operation/body.ts';
import { BodyClaims } from './body-claims.ts';
import { requestFixture } from './request-fixture.ts';

const options: BodyOptions = { maxBytes: 100, wantMd5: true };
const crc32 = 'y/Q5Jg==';
const crc64 = 'rosUhgp5mIg=';

function digestOf(headers: Record<string, string>, wanted: BodyOptions) {
  const request = requestFixture({ method: 'PUT', url: '/bucket/key', nowMs: 0, headers });
  const claims = new BodyClaims(request, { kind: 'unsigned' }, wanted);
  claims.update(Buffer.from('1234'));
  claims.update(Buffer.from('56789'));
  return claims.verify(undefined);
}

test('a checksum that is wanted in any case comes beside the one that the client sent', () => {
  const asked = { ...options, wantChecksum: 'SHA1', alsoChecksum: 'CRC32' } as const;
  const { checksum, alsoChecksum } = digestOf({ 'x-amz-checksum-crc64nvme': crc64 }, asked);
  assert.deepEqual(checksum, { algorithm: 'CRC64NVME', value: crc64 });
  assert.equal(alsoChecksum, crc32);
});

test('the same algorithm twice is one digest with both names', () => {
  const asked = { ...options, alsoChecksum: 'CRC32' } as const;
  const { checksum, alsoChecksum } = digestOf({ 'x-amz-checksum-crc32': crc32 }, asked);
  assert.deepEqual(checksum, { algorithm: 'CRC32', value: crc32 });
  assert.equal(alsoChecksum, crc32);
});

test('what nobody wants is not told', () => {
  const digest = digestOf({}, { maxBytes: 100, wantMd5: false });
  assert.deepEqual(digest, { md5Hex: undefined, checksum: undefined });
});
