import type { Disk } from '../disk.ts';
import type { BlobLedger, SegmentRow } from '../metadata/sqlite/blob-ledger.ts';
import type { Clock } from '../surroundings.ts';
import type { Collected } from './blobs.ts';
import type { BlobFiles } from './files/blob-files.ts';
import { isAlive } from './process-name.ts';
import { Compaction } from './segments/compaction.ts';
import type { SegmentFiles } from './segments/segment-files.ts';
import type { SegmentStore } from './segments/segment-store.ts';
import { segmentPath } from './segments/segment-writer.ts';

export interface CollectorOptions {
  readonly disk: Disk;
  readonly ledger: BlobLedger;
  readonly clock: Clock;
  readonly process: string;
  readonly segmentFolder: string;
  readonly graceMs: number;
  readonly files: BlobFiles;
  readonly segmentFiles: SegmentFiles;
  readonly segments: SegmentStore;
}

/** A sealed segment in which less than this part lives is rewritten. */
const compactBelow = 0.5;
const filesAtOnce = 256;
/** Released with one transaction: keeps it short. */
const partsAtOnce = 256;

/** Returns the space of what nothing refers to any more. */
export class BlobCollector {
  readonly #options: CollectorOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> | undefined;
  #closed = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** Collects once the grace time of what was just freed is over. */
  scheduleSoon(): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // What fails now is tried again at the next collection.
      this.collect().catch(() => {});
    }, this.#options.graceMs + 1);
    this.#timer.unref();
  }

  /** One collection at a time: one that is asked for during another begins after it. */
  collect(): Promise<Collected> {
    const before = this.#running ?? Promise.resolve();
    const running = before.then(
      () => this.#collect(),
      () => this.#collect(),
    );
    this.#running = running;
    return running;
  }

  async #collect(): Promise<Collected> {
    const { ledger } = this.#options;
    while (!this.#closed && (await ledger.releaseDroppedParts(partsAtOnce)) > 0);
    const filesRemoved = await this.#collectFiles();
    await this.#sealOrphans();
    const bytesMoved = await this.#compact();
    const segmentsRemoved = await this.#removeSegments();
    return { filesRemoved, segmentsRemoved, bytesMoved };
  }

  async removeFile(id: number): Promise<void> {
    await this.#options.files.remove([id]);
    await this.#options.ledger.forgetFiles([id]);
  }

  async #collectFiles(): Promise<number> {
    const { ledger, files, clock, graceMs } = this.#options;
    let removed = 0;
    for (let after = 0; !this.#closed; ) {
      const loose = ledger.looseFiles(after, clock() - graceMs, filesAtOnce);
      const gone = loose.filter((file) => file.process === null || !this.#isAlive(file.process));
      const ids = gone.map((file) => file.id);
      await files.remove(ids);
      if (gone.length > 0) await ledger.forgetFiles(ids);
      removed += gone.length;
      if (loose.length < filesAtOnce) break;
      after = loose.at(-1)?.id ?? after;
    }
    return removed;
  }

  #isAlive(process: string): boolean {
    return isAlive(process, this.#options.process);
  }

  /** Segments of processes that are gone will not be written any more. */
  async #sealOrphans(): Promise<void> {
    const { ledger, segmentFolder, disk } = this.#options;
    for (const segment of ledger.segments('open')) {
      if (segment.process !== null && this.#isAlive(segment.process)) continue;
      const used = (await disk.size(segmentPath(segmentFolder, segment.id))) ?? 0;
      await ledger.sealSegment(segment.id, used);
    }
    for (const segment of ledger.segments('sealed')) {
      if (segment.process === null || this.#isAlive(segment.process)) continue;
      await ledger.unclaimSegment(segment.id);
    }
  }

  async #compact(): Promise<number> {
    const { ledger, process } = this.#options;
    let bytesMoved = 0;
    const sparse = (row: SegmentRow) => row.live === 0 || row.live < row.used * compactBelow;
    for (const row of ledger.segments('sealed').filter(sparse)) {
      if (this.#closed) break;
      if (row.process !== null || !(await ledger.claimSegment(row.id, process))) continue;
      if (row.live > 0) bytesMoved += await new Compaction(this.#options, row.id).run();
      if (!(await ledger.removeSegment(row.id))) await ledger.unclaimSegment(row.id);
    }
    return bytesMoved;
  }

  async #removeSegments(): Promise<number> {
    const { ledger, segmentFiles, segmentFolder, disk, clock, graceMs } = this.#options;
    const removed = ledger.removedSegments(clock() - graceMs);
    for (const id of removed) {
      segmentFiles.drop(id);
      await disk.remove(segmentPath(segmentFolder, id));
    }
    if (removed.length > 0) await disk.syncFolder(segmentFolder);
    for (const id of removed) await ledger.forgetSegment(id);
    for (const id of segmentFiles.openSegments()) {
      // Removed by another process: the descriptor would keep its space.
      if (!ledger.hasSegment(id)) segmentFiles.drop(id);
    }
    return removed.length;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running?.catch(() => {});
  }
}
