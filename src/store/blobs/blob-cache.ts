import type { BlobChunk, BlobReader, BlobRef, ByteRange } from './blobs.ts';

/** Larger blobs are not worth the memory: their reads cost less than sending them. */
export const cachedBlobLimitBytes = 16 * 1024;
/** Blobs that were read once; only those that are asked for again are kept. */
const seenLimit = 16_384;

/**
 * Small blobs that are read often. A blob never changes and its id never comes again, so nothing
 * here can be stale, whatever other processes do. Everything in it was verified when it was read.
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
    this.#kept.delete(id);
    this.#kept.set(id, bytes);
    return bytes;
  }

  /** Offers the bytes of a blob; copies them when the blob was asked for before. */
  offer(id: number, bytes: Uint8Array): void {
    if (!this.#seen.has(id) && !this.#seenBefore.has(id)) {
      this.#seen.add(id);
      if (this.#seen.size < seenLimit) return;
      this.#seenBefore = this.#seen;
      this.#seen = new Set();
      return;
    }
    if (bytes.length > this.#limitBytes || this.#kept.has(id)) return;
    this.#kept.set(id, Buffer.from(bytes));
    this.#keptBytes += bytes.length;
    for (const [oldest, old] of this.#kept) {
      if (this.#keptBytes <= this.#limitBytes) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= old.length;
    }
  }
}

const nothing = () => {};

/** Hands out a small blob of one block in one piece, from memory when it is there. */
export class CachedReader implements BlobReader {
  readonly #cache: BlobCache;
  readonly #ref: BlobRef;
  readonly #range: ByteRange | undefined;
  readonly #open: () => BlobReader;
  #ended = false;

  constructor(
    cache: BlobCache,
    ref: BlobRef,
    range: ByteRange | undefined,
    open: () => BlobReader,
  ) {
    this.#cache = cache;
    this.#ref = ref;
    this.#range = range;
    this.#open = open;
  }

  async next(): Promise<BlobChunk | undefined> {
    if (this.#ended) return undefined;
    this.#ended = true;
    const start = Math.max(this.#range?.start ?? 0, 0);
    const end = Math.min(this.#range?.end ?? this.#ref.sizeBytes, this.#ref.sizeBytes);
    if (start >= end) return undefined;
    const cached = this.#cache.get(this.#ref.id);
    if (cached !== undefined) return { bytes: cached.subarray(start, end), release: nothing };
    const chunk = await this.#open().next();
    if (chunk === undefined) return undefined;
    this.#cache.offer(this.#ref.id, chunk.bytes);
    return { bytes: chunk.bytes.subarray(start, end), release: chunk.release };
  }

  close(): void {
    this.#ended = true;
  }
}
