import { type Disk, errorCode } from '../../disk.ts';
import { BlobMissing } from '../blobs.ts';
import { ReadWaits } from './read-waits.ts';
import { segmentPath } from './segment-writer.ts';

/** Descriptors of segments that stay open for reading. */
const openLimit = 512;

/** Larger reads are worth a thread. */
const smallReadBytes = 72 * 1024;

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
  readonly #waits = new ReadWaits();

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
      const startMs = performance.now();
      if (into.length > smallReadBytes || this.#waits.areLikely(startMs)) {
        return await this.#disk.read(file.descriptor, into, position);
      }
      const count = this.#disk.readNow(file.descriptor, into, position);
      this.#waits.took(startMs, performance.now());
      return count;
    } finally {
      file.readers -= 1;
      this.#closeIfUnused(file);
    }
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
