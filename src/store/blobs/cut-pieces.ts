import type { ByteRange } from './blobs.ts';

/**
 * What a range wants of pieces that lie one behind the other: as many as there are, some perhaps
 * without bytes.
 * @param begins where the first piece does, counted as the range is
 */
export function cutPieces(
  pieces: readonly Buffer[],
  begins: number,
  { start, end }: ByteRange,
): Buffer[] {
  let at = begins;
  return pieces.map((piece) => {
    const cut = piece.subarray(Math.max(0, start - at), Math.max(0, end - at));
    at += piece.length;
    return cut;
  });
}
