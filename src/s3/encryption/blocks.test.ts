import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { BlobReader, BlobRef, Blobs, ByteRange } from '../../store/blobs/blobs.ts';
import { drain } from '../../store/blobs/drain-fixture.ts';
import { BlockEncryptor, blockBytes, encryptedSize } from './blocks.ts';
import { DecryptingReader } from './decrypting-reader.ts';

const key = randomBytes(32);
const ref = (sizeBytes: number): BlobRef => ({ id: 1, sizeBytes, segment: 0, offset: 0 });

/** Reads from memory, in pieces of sizes that have nothing to do with the blocks. */
function memory(stored: Uint8Array, chunkBytes: number): Pick<Blobs, 'read'> {
  return {
    read(_ref, range = { start: 0, end: stored.length }): BlobReader {
      let offset = range.start;
      return {
        async next() {
          if (offset >= range.end) return undefined;
          const bytes = Buffer.from(
            stored.subarray(offset, Math.min(range.end, offset + chunkBytes)),
          );
          offset += bytes.length;
          const pieces = [bytes.subarray(0, 100), bytes.subarray(100)];
          return { pieces, release: () => bytes.fill(0) };
        },
        close: () => undefined,
      };
    },
  };
}

function encrypt(plain: Uint8Array, pieceBytes: number): Buffer {
  const encryptor = new BlockEncryptor(key, randomBytes);
  const out: Uint8Array[] = [];
  for (let offset = 0; offset < plain.length; offset += pieceBytes) {
    out.push(...encryptor.update(plain.subarray(offset, offset + pieceBytes)));
  }
  out.push(...encryptor.final());
  return Buffer.concat(out);
}

async function read(
  stored: Uint8Array,
  plainBytes: number,
  range?: ByteRange,
  chunkBytes = 70_001,
) {
  const piece = { blob: ref(stored.length), objectKey: key, plainBytes, range };
  return drain(new DecryptingReader(memory(stored, chunkBytes), piece));
}

describe('encrypted blobs', () => {
  test('give back every range of what went in, however it came', async () => {
    const sizes = fc.oneof(
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom(blockBytes - 1, blockBytes, blockBytes + 1, 3 * blockBytes),
    );
    const ends = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    const property = fc.asyncProperty(
      sizes,
      fc.integer({ min: 1_000, max: 100_000 }),
      ends,
      async (size, pieceBytes, [a, b]) => {
        const plain = randomBytes(size);
        const stored = encrypt(plain, pieceBytes);
        assert.equal(stored.length, encryptedSize(size));
        const start = Math.floor(Math.min(a, b) * size);
        const end = Math.ceil(Math.max(a, b) * size);
        const range = await read(stored, size, { start, end }, pieceBytes);
        assert.ok(range.equals(plain.subarray(start, end)));
        assert.ok((await read(stored, size)).equals(plain));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  test('of nothing are nothing', () => {
    assert.equal(new BlockEncryptor(key, randomBytes).final().length, 0);
    assert.equal(encryptedSize(0), 0);
  });

  test('differ each time, though the bytes and the key are the same', () => {
    const plain = Buffer.alloc(100);
    assert.ok(!encrypt(plain, 100).equals(encrypt(plain, 100)));
  });

  test('are refused where a bit was changed, blocks were moved, or the end is missing', async () => {
    const plain = randomBytes(3 * blockBytes);
    const stored = encrypt(plain, plain.length);
    const changed = Buffer.from(stored);
    changed[100] = (changed[100] ?? 0) ^ 1;
    const block = blockBytes + 16;
    const moved = Buffer.from(stored);
    stored.copy(moved, 16, 16 + block, 16 + 2 * block);
    stored.copy(moved, 16 + block, 16, 16 + block);
    const cut = stored.subarray(0, 16 + 2 * block);
    for (const damaged of [changed, moved]) {
      await assert.rejects(read(damaged, plain.length), /corrupt/);
    }
    await assert.rejects(read(cut, 2 * blockBytes), /corrupt/);
  });
});
