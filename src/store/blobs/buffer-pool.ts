const sizeClasses = [8 * 1024, 72 * 1024, 260 * 1024, 1032 * 1024] as const;
/** Bytes that wait for reuse, at most, per class. */
const keptBytesPerClass = 16 * 1024 * 1024;
/** With more than this in use, readers should be content with little. */
const ampleBytes = 32 * 1024 * 1024;

/** Buffers for reads, used again: large allocations are what reading costs most. */
export class BufferPool {
  readonly #free = new Map<number, Buffer[]>();
  #usedBytes = 0;

  /** Whether so little is in use that a reader may take much at once. */
  get isAmple(): boolean {
    return this.#usedBytes < ampleBytes;
  }

  /** A buffer of at least that size. */
  take(sizeBytes: number): Buffer {
    const size = sizeClasses.find((candidate) => candidate >= sizeBytes) ?? sizeBytes;
    this.#usedBytes += size;
    return this.#free.get(size)?.pop() ?? Buffer.allocUnsafeSlow(size);
  }

  give(buffer: Buffer): void {
    const size = buffer.length;
    this.#usedBytes -= size;
    if (!sizeClasses.some((candidate) => candidate === size)) return;
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [buffer]);
    else if (free.length * size < keptBytesPerClass) free.push(buffer);
  }
}
