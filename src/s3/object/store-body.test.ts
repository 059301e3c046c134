import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { BodyStream } from '../../operation/body.ts';
import type { BlobRef, Blobs } from '../../store/blobs/blobs.ts';

import { blobKey, encryptedSize, openBlock, saltBytes } from '../encryption/blocks.ts';
import { storeBody } from './store-body.ts';

const kibibyte = 1024;

/** Blobs that keep what they get at once, and after a turn of the loop. */
function slowBlobs(kept: Uint8Array[]): Blobs {
  const keep = async (pieces: readonly Uint8Array[]): Promise<BlobRef> => {
    await new Promise((next) => setImmediate(next));
    const bytes = Buffer.concat(pieces);
    kept.push(bytes);
    return { id: 1, sizeBytes: bytes.length, segment: 1, offset: 0 };
  };
  const refuse = () => {
    throw new Error('not asked for here');
  };
  return {
    put: (bytes) => keep(bytes instanceof Uint8Array ? [bytes] : bytes),
    create: () => {
      const written: Uint8Array[] = [];
      return {
        async write(bytes) {
          await new Promise((next) => setImmediate(next));
          written.push(Buffer.from(bytes));
        },
        commit: () => keep(written),
        abort: async () => {},
      };
    },
    ...{ readSmall: refuse, read: refuse, discard: refuse, collect: refuse, close: refuse },
  };
}

function bodyOf(pieces: readonly Uint8Array[], sizeBytes: number): BodyStream {
  return {
    declaredSizeBytes: sizeBytes,
    async *chunks() {
      yield* pieces;
    },
    finish: async () => ({ sizeBytes, md5Hex: undefined, checksum: undefined }),
  };
}

function cut(bytes: Buffer, pieceBytes: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    // Memory of its own, as a socket gives it.
    pieces.push(Uint8Array.from(bytes.subarray(at, at + pieceBytes)));
  }
  return pieces;
}

for (const [sizeBytes, pieceBytes] of [
  [1, 1],
  [4 * kibibyte, 4 * kibibyte],
  [64 * kibibyte, 40_000],
  [140 * kibibyte, 1],
  [200 * kibibyte, 64 * kibibyte],
  [600 * kibibyte, 64 * kibibyte],
  [600 * kibibyte, 50_001],
] as const) {
  test(`a body of ${sizeBytes} bytes in pieces of ${pieceBytes} is sealed whole`, async () => {
    const plain = randomBytes(sizeBytes);
    const key = randomBytes(32);
    const kept: Uint8Array[] = [];
    const pieces = cut(plain, pieceBytes);
    const open = () => bodyOf(pieces, sizeBytes);
    await storeBody(slowBlobs(kept), open, {}, { key, randomBytes });
    const [stored = Buffer.alloc(0)] = kept;
    assert.equal(stored.length, encryptedSize(sizeBytes));
    const opened: Buffer[] = [];
    const sealedBytes = 64 * kibibyte + 16;
    const ownKey = blobKey(key, stored.subarray(0, saltBytes));
    for (let at = saltBytes, index = 0; at < stored.length; at += sealedBytes, index += 1) {
      const sealed = stored.subarray(at, at + sealedBytes);
      opened.push(openBlock(ownKey, index, at + sealedBytes >= stored.length, sealed));
    }
    assert.ok(Buffer.concat(opened).equals(plain));
  });
}

for (const sealing of [{ key: randomBytes(32), randomBytes }, undefined]) {
  const how = sealing === undefined ? 'plain' : 'sealed';
  test(`what came from the client is given back once it is stored ${how}`, async () => {
    const plain = randomBytes(600 * kibibyte);
    const pieces = cut(plain, 64 * kibibyte);
    const open = () => bodyOf(pieces, plain.length);
    await storeBody(slowBlobs([]), open, {}, sealing);
    const left = pieces.filter(({ byteLength }) => byteLength > 0);
    assert.ok(left.length <= 2, `${left.length} of ${pieces.length} pieces are left`);
  });
}

test('a plain body is stored as it came', async () => {
  for (const sizeBytes of [0, 10, 140 * kibibyte, 300 * kibibyte]) {
    const plain = randomBytes(sizeBytes);
    const kept: Uint8Array[] = [];
    const open = () => bodyOf(cut(plain, sizeBytes < 256 * kibibyte ? 1 : 999), sizeBytes);
    await storeBody(slowBlobs(kept), open, {}, undefined);
    assert.ok(Buffer.concat(kept).equals(plain));
  }
});
