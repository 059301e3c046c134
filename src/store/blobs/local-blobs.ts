import { join } from 'node:path';
import type { Disk } from '../disk.ts';
import type { BlobLedger } from '../metadata/sqlite/blob-ledger.ts';
import type { BlobKeeper } from '../metadata/sqlite/take-over.ts';
import type { Clock, Fatal } from '../surroundings.ts';
import { BlobCache } from './blob-cache.ts';
import { BlobIds } from './blob-ids.ts';
import { BlockReader, type ReaderOptions } from './blob-reader.ts';
import {
  BlobMissing,
  type BlobReader,
  type BlobRef,
  type Blobs,
  type BlobWriter,
  type ByteRange,
  emptyBlob,
  type Proof,
  type SmallBlob,
} from './blobs.ts';
import { BufferPool } from './buffer-pool.ts';
import { BlobCollector } from './collector.ts';
import { endOnFailedSync } from './fatal-syncs.ts';
import { BlobFiles } from './files/blob-files.ts';
import { FileWriter, type FileWriterOptions } from './files/file-writer.ts';
import { totalLength } from './frame.ts';
import { giveBack } from './give-back.ts';
import { SegmentFiles } from './segments/segment-files.ts';
import { SegmentStore } from './segments/segment-store.ts';
import { SpillingWriter } from './spilling-writer.ts';

/** Blobs up to this size go to segments, larger ones get a file each. */
export const defaultSegmentBlobLimitBytes = 256 * 1024;
export const defaultSegmentBytes = 64 * 1024 * 1024;
/** How long freed files and segments stay, for readers that hold a ref from before. */
export const defaultGraceMs = 30_000;

/** Memory for small blobs that are read again and again, in each process. */
export const defaultCacheBytes = 32 * 1024 * 1024;

export interface LocalBlobsOptions {
  /** The data folder, prepared by `prepareDataFolder`. */
  readonly folder: string;
  readonly disk: Disk;
  readonly ledger: BlobLedger;
  readonly clock: Clock;
  readonly fatal: Fatal;
  /** The name of this process in the ledger: see `processName`. */
  readonly process: string;
  readonly segmentBlobLimitBytes?: number | undefined;
  readonly segmentBytes?: number | undefined;
  readonly graceMs?: number | undefined;
  readonly cacheBytes?: number | undefined;
}

/** Blobs on the local disk: small ones in segments, large ones in files. */
export class LocalBlobs implements Blobs, BlobKeeper {
  readonly #limitBytes: number;
  readonly #ids: BlobIds;
  readonly #segments: SegmentStore;
  readonly #segmentFiles: SegmentFiles;
  readonly #files: BlobFiles;
  readonly #writing: FileWriterOptions;
  readonly #reading: ReaderOptions;
  readonly #cache: BlobCache;
  readonly #collector: BlobCollector;

  constructor(options: LocalBlobsOptions) {
    const { ledger, clock, fatal, process } = options;
    const disk = endOnFailedSync(options.disk, fatal);
    const segmentFolder = join(options.folder, 'segments');
    this.#limitBytes = options.segmentBlobLimitBytes ?? defaultSegmentBlobLimitBytes;
    this.#ids = new BlobIds(ledger);
    this.#segments = new SegmentStore({
      disk,
      ledger,
      process,
      fatal,
      ids: this.#ids,
      folder: segmentFolder,
      segmentBytes: options.segmentBytes ?? defaultSegmentBytes,
    });
    this.#segmentFiles = new SegmentFiles(disk, segmentFolder);
    this.#files = new BlobFiles(
      disk,
      join(options.folder, 'files'),
      join(options.folder, 'incoming'),
    );
    this.#writing = { disk, ledger, fatal, process, files: this.#files };
    this.#reading = {
      disk,
      pool: new BufferPool(),
      files: this.#files,
      segments: this.#segmentFiles,
      locate: (id) => ledger.locate(id),
    };
    this.#cache = new BlobCache(options.cacheBytes ?? defaultCacheBytes);
    this.#collector = new BlobCollector({
      disk,
      ledger,
      clock,
      process,
      segmentFolder,
      graceMs: options.graceMs ?? defaultGraceMs,
      files: this.#files,
      segmentFiles: this.#segmentFiles,
      segments: this.#segments,
    });
  }

  async put(bytes: Uint8Array | readonly Uint8Array[]): Promise<BlobRef> {
    const pieces = bytes instanceof Uint8Array ? [bytes] : bytes;
    const sizeBytes = totalLength(pieces);
    if (sizeBytes === 0) return emptyBlob;
    if (sizeBytes <= this.#limitBytes) return this.#putSmall(pieces);
    const writer = this.#createFile(await this.#ids.next());
    for (const piece of pieces) await writer.write(piece);
    return writer.commit();
  }

  create(options: { readonly sizeHintBytes?: number } = {}): BlobWriter {
    return new SpillingWriter({
      limitBytes: this.#limitBytes,
      sizeHintBytes: options.sizeHintBytes,
      putSmall: (bytes) => this.put(bytes),
      createFile: async () => this.#createFile(await this.#ids.next()),
    });
  }

  #putSmall(pieces: readonly Uint8Array[]): Promise<BlobRef> {
    const id = this.#ids.tryNext();
    if (id !== undefined) return this.#segments.put(id, pieces);
    return this.#ids.next().then((next) => this.#segments.put(next, pieces));
  }

  #createFile(id: number): BlobWriter {
    return new FileWriter(this.#writing, id);
  }

  read(ref: BlobRef, range?: ByteRange, proof?: Proof): BlobReader {
    return new BlockReader(this.#reading, ref, range, proof);
  }

  readSmall(ref: BlobRef, open?: (stored: Uint8Array) => Buffer): SmallBlob | Promise<SmallBlob> {
    // The two forms of a blob never meet: ids are positive.
    const name = open === undefined ? ref.id : -ref.id;
    return this.#cache.get(name) ?? this.#readSmall(ref, name, open ?? Buffer.from);
  }

  async #readSmall(
    ref: BlobRef,
    name: number,
    open: (stored: Uint8Array) => Buffer,
  ): Promise<SmallBlob> {
    const chunk = await new BlockReader(this.#reading, ref, undefined).next();
    const [stored] = chunk?.pieces ?? [];
    if (chunk === undefined || stored === undefined) throw new BlobMissing(ref.id);
    try {
      return this.#cache.offer(name, open(stored), giveBack);
    } finally {
      chunk.release();
    }
  }

  async discard(ref: BlobRef): Promise<void> {
    if (ref.id === emptyBlob.id) return;
    if (ref.segment !== 0) this.#segments.settled(ref);
    else await this.#collector.removeFile(ref.id);
  }

  registered(ref: BlobRef): void {
    if (ref.segment !== 0) this.#segments.settled(ref);
  }

  released(): void {
    this.#collector.scheduleSoon();
  }

  collect(): ReturnType<Blobs['collect']> {
    return this.#collector.collect();
  }

  async close(): Promise<void> {
    await this.#collector.close();
    await this.#segments.close();
    await this.#segmentFiles.close();
  }
}
