import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { crc32 as reference } from 'node:zlib';
import { crc32 } from './crc32.ts';

test('a checksum is the one that S3 computes, in base64', () => {
  assert.equal(crc32(new TextEncoder().encode('123456789')), 'y/Q5Jg==');
  for (const size of [0, 1, 255, 70_000]) {
    const bytes = randomBytes(size);
    const expected = Buffer.alloc(4);
    expected.writeUInt32BE(reference(bytes));
    assert.equal(crc32(bytes), expected.toString('base64'));
  }
});
