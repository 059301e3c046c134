import type { BlobReader } from './blobs.ts';

/** All that a reader gives, copied before its memory goes back. */
export async function drain(reader: BlobReader): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
    for (const piece of chunk.pieces) pieces.push(Buffer.from(piece));
    chunk.release();
  }
  return Buffer.concat(pieces);
}
