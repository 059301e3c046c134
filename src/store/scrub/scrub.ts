import { BlobCorrupt, BlobMissing, type BlobRef, type Blobs } from '../blobs/blobs.ts';
import { totalLength } from '../blobs/frame.ts';
import { type Damage, databaseDamage, type Scrub, type Scrubs } from '../scrubs.ts';
import { Pace, type PaceOptions } from './pace.ts';

/** With the pace at which everything is read. */
export interface ScrubOptions extends PaceOptions {
  readonly blobs: Pick<Blobs, 'read'>;
  readonly scrubs: Scrubs;
  /** SQLite's own check of the metadata, once a run. @returns what it found */
  readonly checkDatabase: () => Promise<readonly string[]>;
  /** Told of each finding at once. */
  readonly found: (damage: Damage) => void;
  readonly progress?: (scrub: Scrub) => void;
}

export interface ScrubResult {
  readonly blobs: number;
  readonly bytes: number;
  readonly damaged: number;
  readonly isComplete: boolean;
}

/** Blobs that are looked up at once. */
const blobsAtOnce = 256;
/**
 * Between two writes of the progress: each is a commit, after which every process reads anew what
 * it kept of the metadata.
 */
const progressEveryMs = 10_000;
/** What a blob costs besides its bytes, so that many small ones are slowed down too. */
const blobCostBytes = 4_096;

/**
 * Reads every blob and verifies each block's checksum, from where the run before stopped. What is
 * written meanwhile may be read or not: it was verified when it was written.
 */
export async function scrub(options: ScrubOptions): Promise<ScrubResult> {
  const { scrubs, signal } = options;
  const run = await scrubs.resume();
  const pace = new Pace(options);
  const sum = { blobs: 0, bytes: 0, damaged: 0 };
  if (run.afterBlob === 0) sum.damaged += await scrubDatabase(options);
  const kept = new KeptProgress(scrubs, run.number);
  for (let afterBlob = run.afterBlob; !signal.aborted; ) {
    const page = scrubs.blobs(afterBlob, blobsAtOnce);
    if (page.length === 0) {
      await kept.write();
      await scrubs.end(run.number);
      return { ...sum, isComplete: true };
    }
    for (const ref of page) {
      if (signal.aborted) break;
      const isWhole = await isSound(ref, options, pace);
      kept.read(ref, isWhole);
      afterBlob = ref.id;
      sum.blobs += 1;
      sum.bytes += ref.sizeBytes;
      if (!isWhole) sum.damaged += 1;
      await pace.spend(blobCostBytes);
    }
    await kept.writeIfDue();
    options.progress?.({ ...run, afterBlob, ...sum });
  }
  await kept.write();
  return { ...sum, isComplete: false };
}

/** What was read since the progress was written last. */
class KeptProgress {
  readonly #scrubs: Scrubs;
  readonly #run: number;
  #step = { afterBlob: 0, blobs: 0, bytes: 0, damaged: 0 };
  #sound: number[] = [];
  #writtenMs = performance.now();

  constructor(scrubs: Scrubs, run: number) {
    this.#scrubs = scrubs;
    this.#run = run;
  }

  read({ id, sizeBytes }: BlobRef, isWhole: boolean): void {
    const { blobs, bytes, damaged } = this.#step;
    this.#step = {
      afterBlob: id,
      blobs: blobs + 1,
      bytes: bytes + sizeBytes,
      damaged: isWhole ? damaged : damaged + 1,
    };
    if (isWhole) this.#sound.push(id);
  }

  async writeIfDue(): Promise<void> {
    if (performance.now() - this.#writtenMs >= progressEveryMs) await this.write();
  }

  async write(): Promise<void> {
    const [step, sound] = [this.#step, this.#sound];
    this.#step = { afterBlob: 0, blobs: 0, bytes: 0, damaged: 0 };
    this.#sound = [];
    this.#writtenMs = performance.now();
    if (step.blobs === 0) return;
    await this.#scrubs.sound(sound);
    await this.#scrubs.advance(this.#run, step);
  }
}

async function scrubDatabase({ scrubs, checkDatabase, found }: ScrubOptions): Promise<number> {
  const [problem] = await checkDatabase();
  if (problem === undefined) {
    await scrubs.sound([databaseDamage]);
    return 0;
  }
  found(await scrubs.damaged(databaseDamage, problem));
  return 1;
}

async function isSound(
  ref: BlobRef,
  { blobs, scrubs, found }: ScrubOptions,
  pace: Pace,
): Promise<boolean> {
  const reader = blobs.read(ref);
  try {
    let bytes = 0;
    for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
      const read = totalLength(chunk.pieces);
      bytes += read;
      chunk.release();
      // Once told to stop it waits no more, but reads to the end: one blob may outlast a turn.
      await pace.spend(read);
    }
    if (bytes === ref.sizeBytes) return true;
    throw new BlobCorrupt(ref.id, `it has ${bytes} bytes, not ${ref.sizeBytes}`);
  } catch (error) {
    // Freed since the page was read.
    if (error instanceof BlobMissing && !scrubs.isLive(ref.id)) return true;
    const detail = error instanceof Error ? error.message : String(error);
    found(await scrubs.damaged(ref.id, detail));
    return false;
  } finally {
    reader.close();
  }
}
