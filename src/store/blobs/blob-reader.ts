import { type Disk, errorCode } from '../disk.ts';
import {
  type BlobChunk,
  BlobCorrupt,
  BlobMissing,
  type BlobReader,
  type BlobRef,
  type ByteRange,
  type Proof,
} from './blobs.ts';
import type { BufferPool } from './buffer-pool.ts';
import { cutPieces } from './cut-pieces.ts';
import { type BlobFiles, fileBlockBytes } from './files/blob-files.ts';
import { frameHeaderBytes, openEach, openFrames, segmentBlockBytes } from './frame.ts';
import type { SegmentFiles } from './segments/segment-files.ts';

export interface ReaderOptions {
  readonly disk: Disk;
  readonly pool: BufferPool;
  readonly files: BlobFiles;
  readonly segments: SegmentFiles;
  /** Where the blob is now; undefined when it is freed. */
  readonly locate: (blobId: number) => BlobRef | undefined;
}

/** Of a file, 1 MiB: writing that to a socket takes three quarters of four writes of a quarter. */
const manyFileBlocks = 4;

/**
 * Reads a blob and verifies each block before it hands it out: what lies in a segment at once, a
 * file a few blocks at a time, one read ahead.
 */
export class BlockReader implements BlobReader {
  readonly #options: ReaderOptions;
  #ref: BlobRef;
  readonly #blockBytes: number;
  readonly #start: number;
  readonly #end: number;
  readonly #isSealed: boolean;
  #index: number;
  #ahead: Promise<BlobChunk> | undefined;
  #descriptor: Promise<number> | undefined;
  #closed = false;

  constructor(
    options: ReaderOptions,
    ref: BlobRef,
    range: ByteRange | undefined,
    proof: Proof = { isSealed: false },
  ) {
    this.#isSealed = proof.isSealed;
    this.#options = options;
    this.#ref = ref;
    this.#blockBytes = ref.segment === 0 ? fileBlockBytes : segmentBlockBytes;
    this.#start = Math.max(range?.start ?? 0, 0);
    this.#end = Math.min(range?.end ?? ref.sizeBytes, ref.sizeBytes);
    this.#index = Math.floor(this.#start / this.#blockBytes);
  }

  async next(): Promise<BlobChunk | undefined> {
    if (this.#closed) return undefined;
    const reading = this.#ahead ?? this.#readNext();
    this.#ahead = undefined;
    if (reading === undefined) {
      this.close();
      return undefined;
    }
    try {
      const chunk = await reading;
      if (!this.#closed) this.#ahead = this.#readNext();
      // Its failure is told when it is asked for.
      this.#ahead?.catch(() => {});
      if (this.#ahead === undefined) this.close();
      return chunk;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #readNext(): Promise<BlobChunk> | undefined {
    const index = this.#index;
    if (this.#start >= this.#end || index * this.#blockBytes >= this.#end) return undefined;
    const left = Math.ceil(this.#end / this.#blockBytes) - index;
    const blocks = this.#ref.segment === 0 ? Math.min(left, this.#fileBlocksAtOnce()) : left;
    this.#index += blocks;
    return this.#read(index, blocks);
  }

  #fileBlocksAtOnce(): number {
    return this.#options.pool.isAmple ? manyFileBlocks : 1;
  }

  async #read(index: number, blocks: number): Promise<BlobChunk> {
    const { pool } = this.#options;
    const blockStart = index * this.#blockBytes;
    const payload = Math.min(blocks * this.#blockBytes, this.#ref.sizeBytes - blockStart);
    const frameBytes = payload + blocks * frameHeaderBytes;
    const buffer = pool.take(frameBytes);
    let held = true;
    const release = () => {
      if (held) pool.give(buffer);
      held = false;
    };
    try {
      const payloads = await this.#fill(buffer.subarray(0, frameBytes), index);
      const range = { start: this.#start, end: this.#end };
      return { pieces: cutPieces(payloads, blockStart, range), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Reads blocks; when they are not where they were, asks once more where the blob is now. */
  async #fill(frames: Buffer, index: number): Promise<Buffer[]> {
    try {
      return await this.#readFrames(frames, index);
    } catch (error) {
      if (!(error instanceof BlobCorrupt || error instanceof BlobMissing)) throw error;
      const now = this.#options.locate(this.#ref.id);
      if (now === undefined) throw new BlobMissing(this.#ref.id);
      if (now.segment === this.#ref.segment && now.offset === this.#ref.offset) {
        throw error instanceof BlobCorrupt ? error : new BlobCorrupt(now.id, 'its file is missing');
      }
      this.#ref = now;
      return this.#readFrames(frames, index);
    }
  }

  async #readFrames(frames: Buffer, index: number): Promise<Buffer[]> {
    const { disk, segments } = this.#options;
    const { id, segment, offset } = this.#ref;
    const position = offset + index * (this.#blockBytes + frameHeaderBytes);
    const count =
      segment === 0
        ? await disk.read(await this.#openFile(), frames, position)
        : await segments.read(segment, frames, position, id);
    if (count < frames.length) throw new BlobCorrupt(id, `block ${index} is cut off`);
    const form = { blockBytes: this.#blockBytes, isSealed: this.#isSealed };
    if (segment === 0) return openEach(frames, id, index, form);
    return [openFrames(frames, id, index, form)];
  }

  #openFile(): Promise<number> {
    const { disk, files } = this.#options;
    const { id } = this.#ref;
    this.#descriptor ??= disk.open(files.path(id), 'read').catch((error) => {
      this.#descriptor = undefined;
      throw errorCode(error) === 'ENOENT' ? new BlobMissing(id) : error;
    });
    return this.#descriptor;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const { disk } = this.#options;
    const finish = async () => {
      const chunk = await ahead?.catch(() => undefined);
      chunk?.release();
      const descriptor = await this.#descriptor?.catch(() => undefined);
      if (descriptor !== undefined) await disk.close(descriptor).catch(() => {});
    };
    void finish();
  }
}
