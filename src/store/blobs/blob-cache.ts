/** Blobs that were read once; only those that are asked for again are kept. */
const seenLimit = 16_384;

/**
 * Small blobs that are read often, by a number that stands for their id and form. A blob never
 * changes and its id never comes again, so nothing here can be stale, whatever other processes do.
 * Everything in it was verified when it was read.
 */
export class BlobCache {
  readonly #limitBytes: number;
  readonly #kept = new Map<number, Buffer>();
  #keptBytes = 0;
  #seen = new Set<number>();
  #seenBefore = new Set<number>();

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(id: number): Buffer | undefined {
    const bytes = this.#kept.get(id);
    if (bytes === undefined) return undefined;
    // While there is room for all, the order does not matter, and the common case pays nothing.
    if (this.#keptBytes * 2 > this.#limitBytes) {
      this.#kept.delete(id);
      this.#kept.set(id, bytes);
    }
    return bytes;
  }

  /** Offers the bytes of a blob, which never change again; kept when it was asked for before. */
  offer(id: number, bytes: Buffer): void {
    if (!this.#seen.has(id) && !this.#seenBefore.has(id)) {
      this.#seen.add(id);
      if (this.#seen.size < seenLimit) return;
      this.#seenBefore = this.#seen;
      this.#seen = new Set();
      return;
    }
    if (bytes.length > this.#limitBytes || this.#kept.has(id)) return;
    this.#kept.set(id, bytes);
    this.#keptBytes += bytes.length;
    for (const [oldest, old] of this.#kept) {
      if (this.#keptBytes <= this.#limitBytes) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= old.length;
    }
  }
}
