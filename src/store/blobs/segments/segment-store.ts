import type { Disk } from '../../disk.ts';
import type { BlobLedger } from '../../metadata/sqlite/blob-ledger.ts';
import type { Fatal } from '../../surroundings.ts';
import type { BlobIds } from '../blob-ids.ts';
import type { BlobRef } from '../blobs.ts';
import { GroupWriter } from './group-writer.ts';
import { SegmentWriter } from './segment-writer.ts';

export interface SegmentStoreOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly ledger: BlobLedger;
  readonly ids: BlobIds;
  /** The name of this process in the ledger. */
  readonly process: string;
  readonly segmentBytes: number;
  readonly fatal: Fatal;
}

/**
 * The segments that this process writes. A full one is sealed once every blob in it is registered
 * or given up, so that compaction never meets a blob whose row is still to come.
 */
export class SegmentStore {
  readonly #options: SegmentStoreOptions;
  readonly #group: GroupWriter;
  #current: SegmentWriter | undefined;
  #next: Promise<SegmentWriter> | undefined;
  readonly #unsealed = new Map<number, SegmentWriter>();
  #sealing: Promise<unknown> = Promise.resolve();

  constructor(options: SegmentStoreOptions) {
    this.#options = options;
    this.#group = new GroupWriter((bytes, blobs) => this.#append(bytes, blobs));
  }

  put(id: number, pieces: readonly Uint8Array[]): Promise<BlobRef> {
    return this.#group.put(id, pieces);
  }

  /** Stores a blob of another segment again, with its id and its frames as they are. */
  copy(id: number, blobBytes: number, frames: Uint8Array): Promise<BlobRef> {
    return this.#group.putFrames(id, blobBytes, frames);
  }

  /** A blob of `put` or `copy` is registered, or is given up. */
  settled(ref: BlobRef): void {
    const segment = this.#unsealed.get(ref.segment);
    if (segment === undefined) return;
    segment.unregistered -= 1;
    if (segment !== this.#current && segment.unregistered === 0) this.#seal(segment);
  }

  async #append(
    bytes: Uint8Array,
    blobs: number,
  ): Promise<{ readonly segment: number; readonly offset: number }> {
    let current = this.#current;
    if (current === undefined || !current.hasRoom(bytes.length)) {
      const full = current;
      current = await (this.#next ?? this.#open());
      this.#current = current;
      this.#next = undefined;
      if (full?.unregistered === 0) this.#seal(full);
    }
    const offset = await current.append(bytes);
    current.unregistered += blobs;
    if (current.halfUsed && this.#next === undefined) this.#prepareNext();
    return { segment: current.id, offset };
  }

  #prepareNext(): void {
    const next = this.#open();
    next.catch(() => {
      if (this.#next === next) this.#next = undefined;
    });
    this.#next = next;
  }

  async #open(): Promise<SegmentWriter> {
    const { disk, folder, ledger, ids, process, segmentBytes, fatal } = this.#options;
    const id = await ids.next();
    await ledger.openSegment(id, process);
    const segment = await SegmentWriter.create(disk, folder, id, segmentBytes, fatal);
    this.#unsealed.set(id, segment);
    return segment;
  }

  #seal(segment: SegmentWriter): void {
    this.#unsealed.delete(segment.id);
    const seal = async () => {
      await this.#options.ledger.sealSegment(segment.id, await segment.close());
    };
    // A failure leaves the segment open in the ledger; the next start seals it.
    this.#sealing = Promise.all([this.#sealing, seal().catch(() => {})]);
  }

  /** Waits for running puts and seals what it has. */
  async close(): Promise<void> {
    await this.#group.idle();
    await this.#next?.catch(() => {});
    for (const segment of this.#unsealed.values()) this.#seal(segment);
    await this.#sealing;
  }
}
