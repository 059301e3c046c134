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

/** Writes a whole blob as blocks into `target`, which holds exactly its stored size. */
export function encodeBlob(
  target: Buffer,
  bytes: Uint8Array,
  blobId: number,
  blockBytes: number,
): void {
  let at = 0;
  for (let start = 0, index = 0; start < bytes.length; start += blockBytes, index += 1) {
    const payload = bytes.subarray(start, start + blockBytes);
    target.set(payload, at + frameHeaderBytes);
    const end = at + frameHeaderBytes + payload.length;
    sealFrame(target.subarray(at, end), blobId, index, bytes.length);
    at = end;
  }
}

/**
 * The payload of a block, after it proved to be the one that was asked for and whole.
 * @throws BlobCorrupt
 */
export function openFrame(frame: Buffer, blobId: number, index: number): Buffer {
  const fail = (detail: string) => new BlobCorrupt(blobId, `block ${index} ${detail}`);
  if (frame.length < frameHeaderBytes) throw fail('is cut off');
  if (frame.readUInt32LE(0) !== magic) throw fail('has no header');
  if (frame.readUInt32LE(20) !== frame.length - frameHeaderBytes) throw fail('has another length');
  if (frame.readUInt32LE(4) !== crc32c(frame.subarray(checkedFrom))) {
    throw fail('does not match its checksum');
  }
  if (getLong(frame, 8) !== blobId || frame.readUInt32LE(16) !== index) {
    throw fail("is another block's");
  }
  return frame.subarray(frameHeaderBytes);
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
