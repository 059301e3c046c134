import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BlobCorrupt } from './blobs.ts';
import {
  encodeBlob,
  frameHeaderBytes,
  openFrame,
  openFrames,
  peekFrame,
  storedSize,
} from './frame.ts';

const blockBytes = 64;
const checked = { blockBytes, isSealed: false };

function encoded(bytes: Uint8Array, blobId: number): Buffer {
  const target = Buffer.alloc(storedSize(bytes.length, blockBytes));
  encodeBlob(target, [bytes], blobId, blockBytes);
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

  test('are the same however the bytes were cut, and open together', () => {
    const cuts = fc.array(fc.nat(3 * blockBytes), { maxLength: 8 });
    const property = fc.property(cuts, fc.nat(3 * blockBytes), (places, sizeBytes) => {
      const bytes = randomBytes(sizeBytes);
      const ends = [...places.filter((place) => place < sizeBytes), sizeBytes];
      ends.sort((one, other) => one - other);
      const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
      const target = Buffer.alloc(storedSize(sizeBytes, blockBytes));
      encodeBlob(target, pieces, 7, blockBytes);
      assert.deepEqual(target, encoded(bytes, 7));
      if (sizeBytes > 0) assert.deepEqual(openFrames(target, 7, 0, checked), bytes);
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('that open together open from any of them on, and one bad one spoils them', () => {
    const bytes = randomBytes(200);
    const rest = Buffer.from(encoded(bytes, 9).subarray(2 * (blockBytes + frameHeaderBytes)));
    const damaged = Buffer.from(rest);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
    assert.deepEqual(openFrames(rest, 9, 2, checked), bytes.subarray(2 * blockBytes));
    assert.throws(() => openFrames(damaged, 9, 2, checked), /block 3 does not match/);
  });

  test('whose payload a cipher proves are held to their place all the same', () => {
    const frames = () => Buffer.from(encoded(randomBytes(200), 9));
    const sealed = { blockBytes, isSealed: true };
    const damaged = frames();
    damaged.writeUInt8(damaged.readUInt8(frameHeaderBytes) ^ 1, frameHeaderBytes);
    assert.equal(openFrames(damaged, 9, 0, sealed).length, 200);
    assert.throws(() => openFrames(frames(), 8, 0, sealed), /another block's/);
    assert.throws(() => openFrames(frames(), 9, 1, sealed), /another block's/);
    assert.throws(() => openFrames(frames().subarray(0, -1), 9, 0, sealed), /another length/);
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
