import { createHash } from 'node:crypto';
import { Random } from '../differential/random.ts';

const poolBytes = 6 * 1024 * 1024;
const sizes = [0, 1, 90, 4_096, 20_000, 65_536, 65_537, 150_000, 262_144, 262_145, 700_000];
const pool = makePool();

function makePool(): Buffer {
  const random = new Random(1);
  const words = Uint32Array.from({ length: poolBytes / 4 }, () => random.below(0x1_0000_0000));
  return Buffer.from(words.buffer);
}

/** Bytes that no other body begins with, so that two are never mixed unseen. */
export function bodyOf(name: string, sizeBytes: number): Buffer {
  const body = Buffer.from(pool.subarray(0, sizeBytes));
  body.write(name, 0, 'latin1');
  return body;
}

/** A size of the kinds that the store treats differently: none, segments, their edges, files. */
export function someSize(random: Random): number {
  return random.pick(sizes);
}

/** What a register keeps of a body. */
export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
