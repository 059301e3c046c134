import { type Disk, isFull } from '../../disk.ts';
import type { BlobLedger } from '../../metadata/sqlite/blob-ledger.ts';
import type { Fatal } from '../../surroundings.ts';
import type { BlobRef, BlobWriter } from '../blobs.ts';
import { frameHeaderBytes, sealFrame } from '../frame.ts';
import { type BlobFiles, fileBlockBytes } from './blob-files.ts';

export interface FileWriterOptions {
  readonly disk: Disk;
  readonly files: BlobFiles;
  readonly ledger: Pick<BlobLedger, 'announceFile' | 'forgetFiles'>;
  readonly process: string;
  readonly fatal: Fatal;
}

const frameBytes = frameHeaderBytes + fileBlockBytes;
/** Blocks that are written with one call. */
const framesPerWrite = 4;
const bufferBytes = framesPerWrite * frameBytes;
/** So much is made durable while more comes, and the last sync has little left to do. */
const syncAheadBytes = 16 * 1024 * 1024;

/**
 * Writes one blob into a file of its own: a temporary file, its sync, the rename, the folder's
 * sync. While one buffer is being written the next is filled.
 */
export class FileWriter implements BlobWriter {
  readonly #options: FileWriterOptions;
  readonly #id: number;
  /** The ledger knows of the file before it exists, so a crash cannot leave it behind. */
  readonly #announced: Promise<void>;
  readonly #opened: Promise<number>;
  #buffer: Buffer;
  #spare: Buffer | undefined;
  /** Bytes of the buffer that are in use; the header of the block that is filled is among them. */
  #used = frameHeaderBytes;
  #frameStart = 0;
  #index = 0;
  #sizeBytes = 0;
  #position = 0;
  #writing: Promise<void> = Promise.resolve();
  #syncedTo = 0;
  #syncing: Promise<void> | undefined;
  #ended = false;

  constructor(options: FileWriterOptions, id: number) {
    this.#options = options;
    this.#id = id;
    this.#buffer = options.files.takeBuffer(bufferBytes);
    this.#announced = options.ledger.announceFile(id, options.process);
    this.#opened = this.#announced.then(() =>
      options.disk.open(options.files.incomingPath(id), 'create'),
    );
    this.#opened.catch(() => {});
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const room = this.#frameStart + frameBytes - this.#used;
      const piece = bytes.subarray(at, at + room);
      this.#buffer.set(piece, this.#used);
      this.#used += piece.length;
      this.#sizeBytes += piece.length;
      at += piece.length;
      if (piece.length === room) await this.#nextFrame();
    }
  }

  async #nextFrame(): Promise<void> {
    this.#sealCurrent();
    this.#frameStart = this.#used;
    if (this.#frameStart === bufferBytes) await this.#flush();
    this.#used = this.#frameStart + frameHeaderBytes;
  }

  #sealCurrent(): void {
    const frame = this.#buffer.subarray(this.#frameStart, this.#used);
    sealFrame(frame, this.#id, this.#index, 0);
    this.#index += 1;
  }

  /** Starts to write what is sealed, after the write before it has ended. */
  async #flush(): Promise<void> {
    await this.#writing;
    const descriptor = await this.#opened;
    const bytes = this.#buffer.subarray(0, this.#frameStart);
    const writing = this.#options.disk.write(descriptor, bytes, this.#position);
    writing.catch(() => {});
    this.#writing = writing;
    this.#position += bytes.length;
    this.#syncAhead(descriptor);
    const written = this.#buffer;
    this.#buffer = this.#spare ?? this.#options.files.takeBuffer(bufferBytes);
    this.#spare = written;
    this.#frameStart = 0;
  }

  /** One sync at a time; a failure is told by `commit`. */
  #syncAhead(descriptor: number): void {
    if (this.#position - this.#syncedTo < syncAheadBytes || this.#syncing !== undefined) return;
    this.#syncedTo = this.#position;
    const sync = async (written: Promise<void>) => {
      await written;
      await this.#options.disk.sync(descriptor);
      this.#syncing = undefined;
    };
    this.#syncing = sync(this.#writing);
    this.#syncing.catch(() => {});
  }

  async commit(): Promise<BlobRef> {
    const { disk, files, fatal } = this.#options;
    const id = this.#id;
    try {
      if (this.#used > this.#frameStart + frameHeaderBytes) {
        this.#sealCurrent();
        this.#frameStart = this.#used;
      }
      if (this.#frameStart > 0) await this.#flush();
      await this.#writing;
      await this.#syncing;
      const descriptor = await this.#opened;
      const [folder] = await Promise.all([files.makeFolderOf(id), disk.sync(descriptor)]);
      this.#ended = true;
      await disk.close(descriptor);
      await disk.rename(files.incomingPath(id), files.path(id));
      await files.syncFolder(folder);
    } catch (error) {
      if (!isFull(error) && isDiskFailure(error)) fatal(error);
      await this.abort();
      throw error;
    }
    this.#returnBuffers();
    return { id, sizeBytes: this.#sizeBytes, segment: 0, offset: 0 };
  }

  /** Once, when nothing is being written any more: the writer must not be used afterwards. */
  #returnBuffers(): void {
    const { files } = this.#options;
    files.giveBuffer(this.#buffer);
    if (this.#spare !== undefined) files.giveBuffer(this.#spare);
    this.#spare = undefined;
    this.#buffer = Buffer.alloc(0);
  }

  async abort(): Promise<void> {
    const { disk, files, ledger } = this.#options;
    const descriptor = await this.#opened.catch(() => undefined);
    await this.#writing.catch(() => {});
    // A descriptor that is closed under a sync may be another file's by then.
    await this.#syncing?.catch(() => {});
    if (!this.#ended && descriptor !== undefined) {
      this.#ended = true;
      await disk.close(descriptor);
    }
    await files.remove([this.#id]);
    await this.#announced.then(() => ledger.forgetFiles([this.#id])).catch(() => {});
  }
}

function isDiskFailure(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EIO';
}
