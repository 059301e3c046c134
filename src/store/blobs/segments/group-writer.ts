import type { BlobRef } from '../blobs.ts';
import { encodeBlob, segmentBlockBytes, storedSize, totalLength } from '../frame.ts';

/** A group of puts that is written with one call; a larger blob is a group of its own. */
const groupBytes = 1024 * 1024;
const keptBuffers = 4;

interface Waiting {
  readonly id: number;
  readonly sizeBytes: number;
  /** Where its frames begin in the group. */
  readonly at: number;
  readonly resolve: (ref: BlobRef) => void;
  readonly reject: (error: unknown) => void;
}

interface Group {
  readonly buffer: Buffer;
  used: number;
  readonly waiting: Waiting[];
}

/** Makes a group's bytes durable. */
export type AppendGroup = (
  bytes: Uint8Array,
  blobs: number,
) => Promise<{ readonly segment: number; readonly offset: number }>;

/**
 * Group commit: puts that arrive while a write is under way are laid out side by side in memory,
 * and go out with the next write. One put alone is written at once.
 */
export class GroupWriter {
  readonly #append: AppendGroup;
  #groups: Group[] = [];
  #kept: Buffer[] = [];
  #running: Promise<void> | undefined;

  constructor(append: AppendGroup) {
    this.#append = append;
  }

  /** Copies the bytes in this call. Resolves when they are durable. */
  put(id: number, pieces: readonly Uint8Array[]): Promise<BlobRef> {
    const blobBytes = totalLength(pieces);
    const sizeBytes = storedSize(blobBytes, segmentBlockBytes);
    return this.#enqueue(id, blobBytes, sizeBytes, (target) =>
      encodeBlob(target, pieces, id, segmentBlockBytes),
    );
  }

  /** The same for a blob that lies in frames already: a move. */
  putFrames(id: number, blobBytes: number, frames: Uint8Array): Promise<BlobRef> {
    return this.#enqueue(id, blobBytes, frames.length, (target) => target.set(frames));
  }

  #enqueue(
    id: number,
    blobBytes: number,
    sizeBytes: number,
    fill: (target: Buffer) => void,
  ): Promise<BlobRef> {
    let group = this.#groups.at(-1);
    if (group === undefined || group.used + sizeBytes > group.buffer.length) {
      group = { buffer: this.#takeBuffer(sizeBytes), used: 0, waiting: [] };
      this.#groups.push(group);
    }
    const { buffer, used: at, waiting } = group;
    fill(buffer.subarray(at, at + sizeBytes));
    group.used = at + sizeBytes;
    return new Promise((resolve, reject) => {
      waiting.push({ id, sizeBytes: blobBytes, at, resolve, reject });
      // After the turn: whoever arrived in it shares the write.
      this.#running ??= new Promise<void>((next) => setImmediate(next)).then(() => this.#run());
    });
  }

  #takeBuffer(sizeBytes: number): Buffer {
    if (sizeBytes > groupBytes) return Buffer.allocUnsafeSlow(sizeBytes);
    return this.#kept.pop() ?? Buffer.allocUnsafeSlow(groupBytes);
  }

  async #run(): Promise<void> {
    for (let group = this.#groups.shift(); group !== undefined; group = this.#groups.shift()) {
      const { buffer, used, waiting } = group;
      try {
        const { segment, offset } = await this.#append(buffer.subarray(0, used), waiting.length);
        for (const { id, sizeBytes, at, resolve } of waiting) {
          resolve({ id, sizeBytes, segment, offset: offset + at });
        }
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
      if (buffer.length === groupBytes && this.#kept.length < keptBuffers) this.#kept.push(buffer);
    }
    this.#running = undefined;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }
}
