import { type Disk, errorCode } from '../../disk.ts';
import { BlobMissing } from '../blobs.ts';
import { segmentPath } from './segment-writer.ts';

/** Descriptors of segments that stay open for reading. */
const openLimit = 512;

/**
 * A small read from the system's memory takes 2 us, handing it to a thread and back takes ten times
 * that. So small reads are made at once, until one has to wait for the disk: then threads take over
 * for a while.
 */
const smallReadBytes = 16 * 1024;
const slowReadMs = 0.5;
const threadsAfterSlowReadMs = 1_000;

interface OpenFile {
  readonly descriptor: number;
  readers: number;
  dropped: boolean;
}

/** Segments open for reading; the one that was not used for the longest time is closed first. */
export class SegmentFiles {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #files = new Map<number, Promise<OpenFile>>();
  #threadsUntilMs = 0;

  constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#folder = folder;
  }

  /**
   * Reads at a place of a segment. @returns how many bytes were there
   * @throws BlobMissing when the segment is gone
   */
  async read(segment: number, into: Uint8Array, position: number, blobId: number): Promise<number> {
    const file = await this.#open(segment, blobId);
    file.readers += 1;
    try {
      if (into.length > smallReadBytes || performance.now() < this.#threadsUntilMs) {
        return await this.#disk.read(file.descriptor, into, position);
      }
      return this.#readNow(file.descriptor, into, position);
    } finally {
      file.readers -= 1;
      this.#closeIfUnused(file);
    }
  }

  #readNow(descriptor: number, into: Uint8Array, position: number): number {
    const startMs = performance.now();
    const count = this.#disk.readNow(descriptor, into, position);
    const endMs = performance.now();
    if (endMs - startMs > slowReadMs) this.#threadsUntilMs = endMs + threadsAfterSlowReadMs;
    return count;
  }

  #open(segment: number, blobId: number): Promise<OpenFile> {
    const known = this.#files.get(segment);
    if (known !== undefined) {
      this.#files.delete(segment);
      this.#files.set(segment, known);
      return known;
    }
    const opening = this.#disk.open(segmentPath(this.#folder, segment), 'read').then(
      (descriptor) => ({ descriptor, readers: 0, dropped: false }),
      (error) => {
        this.#files.delete(segment);
        throw errorCode(error) === 'ENOENT' ? new BlobMissing(blobId) : error;
      },
    );
    this.#files.set(segment, opening);
    if (this.#files.size > openLimit) {
      const oldest = this.#files.keys().next().value;
      if (oldest !== undefined) this.drop(oldest);
    }
    return opening;
  }

  /** Closes a segment when its last reader is done. */
  drop(segment: number): void {
    const opening = this.#files.get(segment);
    this.#files.delete(segment);
    opening?.then(
      (file) => {
        file.dropped = true;
        this.#closeIfUnused(file);
      },
      () => {},
    );
  }

  openSegments(): number[] {
    return [...this.#files.keys()];
  }

  #closeIfUnused(file: OpenFile): void {
    if (!file.dropped || file.readers > 0) return;
    file.dropped = false;
    this.#disk.close(file.descriptor).catch(() => {});
  }

  async close(): Promise<void> {
    const opening = [...this.#files.values()];
    for (const segment of this.openSegments()) this.drop(segment);
    await Promise.allSettled(opening);
  }
}
