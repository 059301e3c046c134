import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BlobCorrupt } from './blobs.ts';
import { encodeBlob, frameHeaderBytes, openFrame, peekFrame, storedSize } from './frame.ts';

const blockBytes = 64;

function encoded(bytes: Uint8Array, blobId: number): Buffer {
  const target = Buffer.alloc(storedSize(bytes.length, blockBytes));
  encodeBlob(target, bytes, blobId, blockBytes);
  return target;
}

function frameAt(frames: Buffer, index: number): Buffer {
  const start = index * (blockBytes + frameHeaderBytes);
  return frames.subarray(start, start + blockBytes + frameHeaderBytes);
}

describe('frames', () => {
  test('give back what was put in', () => {
    const bytes = randomBytes(200);
    const frames = encoded(bytes, 2 ** 40 + 5);
    const opened = [0, 1, 2, 3].map((index) =>
      openFrame(frameAt(frames, index), 2 ** 40 + 5, index),
    );
    assert.ok(Buffer.concat(opened).equals(bytes));
    assert.deepEqual(peekFrame(frames), { blobId: 2 ** 40 + 5, index: 0, blobBytes: 200 });
  });

  test('every flipped bit is found', () => {
    const frame = frameAt(encoded(randomBytes(blockBytes), 9), 0);
    const property = fc.property(fc.nat(frame.length * 8 - 1), (bit) => {
      const damaged = Buffer.from(frame);
      const at = bit >> 3;
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (bit & 7)), at);
      assert.throws(() => openFrame(damaged, 9, 0), BlobCorrupt);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  test('a whole block in the place of another is found', () => {
    const frames = encoded(randomBytes(blockBytes * 2), 9);
    assert.throws(() => openFrame(frameAt(frames, 1), 9, 0), /another block/);
    assert.throws(() => openFrame(frameAt(frames, 0), 8, 0), /another block/);
  });

  test('a block that is cut off, or of zeros, is found', () => {
    const frame = frameAt(encoded(randomBytes(blockBytes), 9), 0);
    for (const length of [0, 10, frameHeaderBytes, frame.length - 1]) {
      assert.throws(() => openFrame(frame.subarray(0, length), 9, 0), BlobCorrupt);
    }
    assert.throws(() => openFrame(Buffer.alloc(frame.length), 9, 0), BlobCorrupt);
    assert.equal(peekFrame(Buffer.alloc(frameHeaderBytes)), undefined);
  });
});
