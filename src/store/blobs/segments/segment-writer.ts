import { join } from 'node:path';
import { type Disk, isFull } from '../../disk.ts';
import type { Fatal } from '../../surroundings.ts';

/** Each group of puts begins on a page of its own: no write touches acknowledged bytes again. */
export const pageBytes = 4_096;
/** Zeros are written ahead in growing steps, so that a put changes neither the file's size nor its map. */
const firstStepBytes = 256 * 1024;
const largestStepBytes = 4 * 1024 * 1024;
/** Larger appends cost more than the change of size that zeros would save them: 10% of a put. */
const largestPreparedBytes = 32 * 1024;
/** Read only. Nothing touches its pages before they are written, so it takes no memory by itself. */
const zeros = Buffer.alloc(largestStepBytes);

/** The file of a segment. */
export function segmentPath(folder: string, id: number): string {
  return join(folder, id.toString(16).padStart(8, '0'));
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

/** The end of one segment file. It belongs to one process, and is written front to back. */
export class SegmentWriter {
  readonly id: number;
  readonly #disk: Disk;
  readonly #descriptor: number;
  readonly #capacityBytes: number;
  readonly #fatal: Fatal;
  #position = 0;
  #allocated = 0;
  #allocating: Promise<void> | undefined;
  /** Blobs that were handed out and are not registered or given up yet. */
  unregistered = 0;

  private constructor(
    disk: Disk,
    id: number,
    descriptor: number,
    capacityBytes: number,
    fatal: Fatal,
  ) {
    this.#disk = disk;
    this.id = id;
    this.#descriptor = descriptor;
    this.#capacityBytes = capacityBytes;
    this.#fatal = fatal;
  }

  static async create(
    disk: Disk,
    folder: string,
    id: number,
    capacityBytes: number,
    fatal: Fatal,
  ): Promise<SegmentWriter> {
    const descriptor = await disk.open(segmentPath(folder, id), 'create-durable');
    await disk.syncFolder(folder);
    const segment = new SegmentWriter(disk, id, descriptor, capacityBytes, fatal);
    segment.#allocateAhead();
    return segment;
  }

  get usedBytes(): number {
    return this.#position;
  }

  get halfUsed(): boolean {
    return this.#position * 2 >= this.#capacityBytes;
  }

  hasRoom(sizeBytes: number): boolean {
    return this.#position === 0 || this.#position + sizeBytes <= this.#capacityBytes;
  }

  /**
   * Appends bytes and resolves with their offset when they are durable. One call at a time.
   * A full disk is thrown; any other error of a write is fatal.
   */
  async append(bytes: Uint8Array): Promise<number> {
    const offset = this.#position;
    this.#position = roundUp(offset + bytes.length, pageBytes);
    // Zeros that are being written now must not fall on these bytes.
    if (this.#position > this.#allocated) await this.#allocating;
    try {
      await this.#disk.write(this.#descriptor, bytes, offset);
    } catch (error) {
      if (!isFull(error)) this.#fatal(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    this.#allocated = Math.max(this.#allocated, this.#position);
    if (bytes.length <= largestPreparedBytes) this.#allocateAhead();
    return offset;
  }

  /** Starts to write zeros when the prepared space gets short. Best effort: puts work without. */
  #allocateAhead(): void {
    if (this.#allocating !== undefined) return;
    const from = this.#allocated;
    const step = Math.min(Math.max(firstStepBytes, from), largestStepBytes);
    if (from - this.#position >= step / 2 || from >= this.#capacityBytes) return;
    const sizeBytes = Math.min(step, this.#capacityBytes - from);
    this.#allocating = this.#disk
      .write(this.#descriptor, zeros.subarray(0, sizeBytes), from)
      .then(
        () => {
          this.#allocated = Math.max(this.#allocated, from + sizeBytes);
        },
        (error) => {
          if (!isFull(error)) this.#fatal(error);
        },
      )
      .finally(() => {
        this.#allocating = undefined;
      });
  }

  /** Gives unused space back and closes the file. @returns the bytes that it keeps */
  async close(): Promise<number> {
    await this.#allocating;
    await this.#disk.truncate(this.#descriptor, this.#position);
    await this.#disk.close(this.#descriptor);
    return this.#position;
  }
}
