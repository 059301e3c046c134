import { crc32c } from '@node-rs/crc32';
import { BlobCorrupt } from './blobs.ts';

/**
 * How a blob's bytes lie on disk: in blocks, each behind a header of 32 bytes, all little-endian:
 *
 *   0  magic      4  CRC32C of bytes 8..31 and of the payload
 *   8  blob id (8 bytes)      16  index of the block      20  bytes of payload
 *   24 bytes of the whole blob, or 0 when its size was not known yet (8 bytes)
 *
 * The checksum covers the id and the index, so that a block in another's place is found.
 */
export const frameHeaderBytes = 32;
const magic = 0x4b_4c_42_53;
const checkedFrom = 8;
const twoTo32 = 0x1_0000_0000;

/** Payload of a block in a segment: what a small range has to read at least. */
export const segmentBlockBytes = 64 * 1024;

/** Bytes that a blob takes on disk. */
export function storedSize(sizeBytes: number, blockBytes: number): number {
  return sizeBytes + frameHeaderBytes * Math.ceil(sizeBytes / blockBytes);
}

function setLong(target: Buffer, offset: number, value: number): void {
  target.writeUInt32LE(value % twoTo32, offset);
  target.writeUInt32LE(Math.floor(value / twoTo32), offset + 4);
}

function getLong(source: Buffer, offset: number): number {
  return source.readUInt32LE(offset) + source.readUInt32LE(offset + 4) * twoTo32;
}

/** Fills in the header of a block whose payload stands behind it already. */
export function sealFrame(frame: Buffer, blobId: number, index: number, blobBytes: number): void {
  frame.writeUInt32LE(magic, 0);
  setLong(frame, 8, blobId);
  frame.writeUInt32LE(index, 16);
  frame.writeUInt32LE(frame.length - frameHeaderBytes, 20);
  setLong(frame, 24, blobBytes);
  frame.writeUInt32LE(crc32c(frame.subarray(checkedFrom)), 4);
}

/**
 * Writes a whole blob as blocks into `target`, which holds exactly its stored size.
 * @param pieces the blob's bytes, cut anywhere
 */
export function encodeBlob(
  target: Buffer,
  pieces: readonly Uint8Array[],
  blobId: number,
  blockBytes: number,
): void {
  const sizeBytes = totalLength(pieces);
  const fullFrame = frameHeaderBytes + blockBytes;
  let [start, used, index] = [0, frameHeaderBytes, 0];
  const seal = () => sealFrame(target.subarray(start, used), blobId, index, sizeBytes);
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      if (used === start + fullFrame) {
        seal();
        [start, used, index] = [used, used + frameHeaderBytes, index + 1];
      }
      const part = piece.subarray(from, from + start + fullFrame - used);
      target.set(part, used);
      used += part.length;
      from += part.length;
    }
  }
  if (sizeBytes > 0) seal();
}

/** How many bytes the pieces have together. */
export function totalLength(pieces: readonly Uint8Array[]): number {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return length;
}

/**
 * The payload of a block, after it proved to be the one that was asked for and whole.
 * @param isSealed the payload is proven later, by the tag of a cipher
 * @throws BlobCorrupt
 */
export function openFrame(frame: Buffer, blobId: number, index: number, isSealed = false): Buffer {
  const fail = (detail: string) => new BlobCorrupt(blobId, `block ${index} ${detail}`);
  if (frame.length < frameHeaderBytes) throw fail('is cut off');
  if (frame.readUInt32LE(0) !== magic) throw fail('has no header');
  if (frame.readUInt32LE(20) !== frame.length - frameHeaderBytes) throw fail('has another length');
  if (!isSealed && frame.readUInt32LE(4) !== crc32c(frame.subarray(checkedFrom))) {
    throw fail('does not match its checksum');
  }
  if (getLong(frame, 8) !== blobId || frame.readUInt32LE(16) !== index) {
    throw fail("is another block's");
  }
  return frame.subarray(frameHeaderBytes);
}

/** How blocks that lie one behind the other are to be opened. */
export interface FramesForm {
  /** Payload of each block but perhaps the last. */
  readonly blockBytes: number;
  /** The payloads are proven later, by the tags of a cipher. */
  readonly isSealed: boolean;
}

/** The payloads of blocks that lie one behind the other, where they lie. @throws BlobCorrupt */
export function openEach(
  frames: Buffer,
  blobId: number,
  firstIndex: number,
  { blockBytes, isSealed }: FramesForm,
): Buffer[] {
  const fullFrame = frameHeaderBytes + blockBytes;
  const payloads: Buffer[] = [];
  for (let at = 0; at < frames.length; at += fullFrame) {
    const frame = frames.subarray(at, at + fullFrame);
    payloads.push(openFrame(frame, blobId, firstIndex + payloads.length, isSealed));
  }
  return payloads;
}

/** The same, moved together over the headers between them. @throws BlobCorrupt */
export function openFrames(
  frames: Buffer,
  blobId: number,
  firstIndex: number,
  form: FramesForm,
): Buffer {
  let end = frameHeaderBytes;
  for (const payload of openEach(frames, blobId, firstIndex, form)) {
    if (end > frameHeaderBytes) frames.set(payload, end);
    end += payload.length;
  }
  return frames.subarray(frameHeaderBytes, end);
}

/** What a header says, unverified: for walking through a segment. undefined: no header. */
export function peekFrame(
  header: Buffer,
): { readonly blobId: number; readonly index: number; readonly blobBytes: number } | undefined {
  if (header.length < frameHeaderBytes || header.readUInt32LE(0) !== magic) return undefined;
  return {
    blobId: getLong(header, 8),
    index: header.readUInt32LE(16),
    blobBytes: getLong(header, 24),
  };
}
