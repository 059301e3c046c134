import { createHash } from 'node:crypto';

/**
 * A Bloom filter of keys, small enough for the metadata of an object: it may take a key for one of
 * its own that is not, and never the other way round.
 */

/** 1 KiB of bits, 1,366 characters; all user metadata of an object may have 2 KiB. */
const maxBits = 8192;
const bitsPerKey = 10;
const maxHashes = 7;

/** The text of a filter over keys; undefined where there is none. */
export function printFilter(keys: readonly string[]): string | undefined {
  if (keys.length === 0) return undefined;
  const bitCount = Math.min(maxBits, Math.ceil((keys.length * bitsPerKey) / 8) * 8);
  const best = Math.round((bitCount / keys.length) * Math.LN2);
  const hashCount = Math.max(1, Math.min(maxHashes, best));
  const bytes = Buffer.alloc(bitCount / 8);
  for (const key of keys) {
    for (const bit of bitsOf(key, hashCount, bitCount)) {
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) | (1 << (bit & 7)), bit >> 3);
    }
  }
  return `${hashCount}:${bytes.toString('base64url')}`;
}

/** Whether a key may be among those of a filter. What is no filter may hold any. */
export function mayHold(filter: string, key: string): boolean {
  const [, hashes, text = ''] = /^([1-9]):([\w-]+)$/.exec(filter) ?? [];
  const bytes = Buffer.from(text, 'base64url');
  if (hashes === undefined || bytes.length === 0) return true;
  return bitsOf(key, Number(hashes), bytes.length * 8).every(
    (bit) => (bytes.readUInt8(bit >> 3) & (1 << (bit & 7))) !== 0,
  );
}

function bitsOf(key: string, hashCount: number, bitCount: number): number[] {
  const digest = createHash('sha256').update(key).digest();
  return Array.from({ length: hashCount }, (_, n) => digest.readUInt32LE(n * 4) % bitCount);
}
