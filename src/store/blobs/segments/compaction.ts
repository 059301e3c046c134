import type { Disk } from '../../disk.ts';
import type { BlobLedger } from '../../metadata/sqlite/blob-ledger.ts';
import type { BlobRef } from '../blobs.ts';
import { frameHeaderBytes, openFrame, peekFrame, segmentBlockBytes, storedSize } from '../frame.ts';
import type { SegmentFiles } from './segment-files.ts';
import type { SegmentStore } from './segment-store.ts';
import { pageBytes } from './segment-writer.ts';

export interface CompactionOptions {
  readonly disk: Disk;
  readonly ledger: BlobLedger;
  readonly segmentFiles: SegmentFiles;
  readonly segments: SegmentStore;
}

/** Blobs moved with one transaction, and as many together lie side by side afterwards. */
const movesAtOnce = 256;
const frameBytes = frameHeaderBytes + segmentBlockBytes;

/**
 * Copies the live blobs of a sealed segment to the segment that is open now, and points their rows
 * to the copies. Readers follow: the old bytes stay for the grace time. A blob that is corrupt is
 * left where it is, and with it the segment.
 */
export class Compaction {
  readonly #options: CompactionOptions;
  readonly #segment: number;
  #position = 0;

  constructor(options: CompactionOptions, segment: number) {
    this.#options = options;
    this.#segment = segment;
  }

  /** @returns bytes of blobs moved */
  async run(): Promise<number> {
    let bytesMoved = 0;
    for (;;) {
      const copies: Promise<BlobRef>[] = [];
      let ended = false;
      while (copies.length < movesAtOnce && !ended) {
        const found = await this.#nextLive();
        if (found === undefined) ended = true;
        else copies.push(this.#copy(found.ref, found.frames));
      }
      const refs = await settledCopies(copies);
      if (refs.length > 0) {
        try {
          await this.#options.ledger.move(this.#segment, refs);
        } finally {
          for (const ref of refs) this.#options.segments.settled(ref);
        }
      }
      for (const ref of refs) bytesMoved += ref.sizeBytes;
      if (ended) return bytesMoved;
    }
  }

  /** Frames carry the blob's id and not its place, so they are copied as they are. */
  #copy(ref: BlobRef, frames: Buffer): Promise<BlobRef> {
    return this.#options.segments.copy(ref.id, ref.sizeBytes, frames);
  }

  /** Walks on to the next blob that the ledger has at this very place. */
  async #nextLive(): Promise<{ readonly ref: BlobRef; readonly frames: Buffer } | undefined> {
    for (;;) {
      const header = await this.#read(this.#position, frameHeaderBytes);
      if (header.length < frameHeaderBytes) return undefined;
      const peeked = peekFrame(header);
      if (peeked === undefined || peeked.index !== 0) {
        // Padding up to the next page, zeros, or a broken header: groups begin on pages.
        this.#position = (Math.floor(this.#position / pageBytes) + 1) * pageBytes;
        continue;
      }
      const { blobId, blobBytes } = peeked;
      const offset = this.#position;
      const ref = this.#options.ledger.locate(blobId);
      const live = ref?.segment === this.#segment && ref.offset === offset;
      this.#position += live
        ? storedSize(ref.sizeBytes, segmentBlockBytes)
        : storedSize(blobBytes, segmentBlockBytes);
      if (!live) continue;
      const frames = await this.#read(offset, this.#position - offset);
      if (isWhole(frames, ref)) return { ref, frames };
    }
  }

  async #read(position: number, sizeBytes: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(sizeBytes);
    const count = await this.#options.segmentFiles.read(this.#segment, buffer, position, 0);
    return buffer.subarray(0, count);
  }
}

/** Never copies what is corrupt: a copy would hide where it happened. */
function isWhole(frames: Buffer, ref: BlobRef): boolean {
  if (frames.length < storedSize(ref.sizeBytes, segmentBlockBytes)) return false;
  try {
    for (let at = 0, index = 0; at < frames.length; at += frameBytes, index += 1) {
      openFrame(frames.subarray(at, at + frameBytes), ref.id, index);
    }
    return true;
  } catch {
    return false;
  }
}

/** The copies that succeeded; the first failure is thrown when there is none. */
async function settledCopies(copies: readonly Promise<BlobRef>[]): Promise<BlobRef[]> {
  const results = await Promise.allSettled(copies);
  const done = results.filter((result) => result.status === 'fulfilled');
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined && done.length === 0) throw failed.reason;
  return done.map((result) => result.value);
}
