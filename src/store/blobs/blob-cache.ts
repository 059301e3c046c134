import type { SmallBlob } from './blobs.ts';

/** Blobs that were read once; only those that are asked for again are kept. */
const seenLimit = 16_384;
/**
 * Once it is full, one in so many new blobs takes the place of an old one. A reader that goes round
 * and round more than there is room for then finds most of what fits, where it would find nothing.
 */
const admittedShare = 8;

/**
 * Small blobs that are read often, by a number that stands for their id and form. A blob never
 * changes and its id never comes again, so nothing here can be stale, whatever other processes do.
 * Everything in it was verified when it was read.
 */
export class BlobCache {
  readonly #limitBytes: number;
  readonly #kept = new Map<number, SmallBlob>();
  #keptBytes = 0;
  #seen = new Set<number>();
  #seenBefore = new Set<number>();
  #declined = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(id: number): SmallBlob | undefined {
    const blob = this.#kept.get(id);
    if (blob === undefined) return undefined;
    // While there is room for all, the order does not matter, and the common case pays nothing.
    if (this.#keptBytes * 2 > this.#limitBytes) {
      this.#kept.delete(id);
      this.#kept.set(id, blob);
    }
    return blob;
  }

  /**
   * Offers the bytes of a blob, which never change again. They are kept when they were asked for
   * before; where they are not, `giveBack` is called once the reader is done.
   */
  offer(id: number, bytes: Uint8Array, giveBack: (bytes: Uint8Array) => void): SmallBlob {
    if (!this.#isWanted(id, bytes.length)) return { bytes, release: () => giveBack(bytes) };
    const blob = { bytes, release: undefined };
    this.#kept.set(id, blob);
    this.#keptBytes += bytes.length;
    for (const [oldest, { bytes: old }] of this.#kept) {
      if (this.#keptBytes <= this.#limitBytes) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= old.length;
    }
    return blob;
  }

  #isWanted(id: number, sizeBytes: number): boolean {
    if (!this.#wasSeen(id) || sizeBytes > this.#limitBytes || this.#kept.has(id)) return false;
    if (this.#keptBytes + sizeBytes <= this.#limitBytes) return true;
    this.#declined = (this.#declined + 1) % admittedShare;
    return this.#declined === 0;
  }

  #wasSeen(id: number): boolean {
    if (this.#seen.has(id) || this.#seenBefore.has(id)) return true;
    this.#seen.add(id);
    if (this.#seen.size === seenLimit) {
      this.#seenBefore = this.#seen;
      this.#seen = new Set();
    }
    return false;
  }
}
