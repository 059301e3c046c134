import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { compositeEtags, partBytesOf, partCountOf, partSizesOf } from './etags.ts';

const mebibyte = 1_048_576;
const folder = mkdtempSync(join(tmpdir(), 'strongroom-etags-'));
after(() => rmSync(folder, { recursive: true }));

function etagOf(bytes: Uint8Array, partBytes: number): string {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += partBytes) {
    parts.push(
      createHash('md5')
        .update(bytes.subarray(at, at + partBytes))
        .digest(),
    );
  }
  return `${createHash('md5').update(Buffer.concat(parts)).digest('hex')}-${parts.length}`;
}

describe('the ETags of uploads in parts', () => {
  test('are computed for several part sizes in one reading', async () => {
    const bytes = randomBytes(5 * mebibyte + 17);
    const path = join(folder, 'large');
    writeFileSync(path, bytes);
    const sizes = [mebibyte, 5 * mebibyte, 700_001, bytes.length];
    assert.deepEqual(
      await compositeEtags(path, sizes),
      sizes.map((size) => etagOf(bytes, size)),
    );
  });

  test('part sizes are those of well-known clients that fit the count', () => {
    const sizeBytes = 100 * mebibyte;
    assert.ok(partSizesOf(sizeBytes, 13).includes(8 * mebibyte));
    assert.ok(partSizesOf(sizeBytes, 7).includes(15 * mebibyte));
    for (const size of partSizesOf(sizeBytes, 7)) assert.equal(Math.ceil(sizeBytes / size), 7);
  });

  test('parts are 8 MiB, and larger where there would be more than 10,000', () => {
    assert.equal(partBytesOf(20 * mebibyte), 8 * mebibyte);
    const huge = 5 * 1024 * 1024 * mebibyte;
    assert.ok(Math.ceil(huge / partBytesOf(huge)) <= 10_000);
  });

  test('the count is read from the ETag, and a plain one has none', () => {
    assert.equal(partCountOf(`${'0'.repeat(32)}-12`), 12);
    assert.equal(partCountOf('0'.repeat(32)), undefined);
  });
});
