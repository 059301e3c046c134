import type { BlobRef } from './blobs/blobs.ts';

/** What is kept about scrubs: the reading of every stored byte, to find what the disk has lost. */

/** The number that stands for the database among damaged blobs. */
export const databaseDamage = 0;

export interface Scrub {
  readonly number: number;
  readonly startedAtMs: number;
  /** Undefined while it runs, or waits to go on. */
  readonly endedAtMs: number | undefined;
  /** Blobs up to this one have been read. */
  readonly afterBlob: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly damaged: number;
}

export interface Damage {
  /** The blob, or `databaseDamage`. */
  readonly blob: number;
  /** What the bytes belong to, for people: `photos/cat.jpg`. */
  readonly owner: string;
  readonly detail: string;
  readonly foundAtMs: number;
}

/** What was read since the progress was kept last. */
export interface ScrubStep {
  readonly afterBlob: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly damaged: number;
}

export interface Scrubs {
  /** Makes the job of a running server begin, or go on, now. */
  request(job: string): Promise<void>;
  /** The run that has not ended, or a new one. */
  resume(): Promise<Scrub>;
  /** Keeps the progress of a run. */
  advance(number: number, step: ScrubStep): Promise<void>;
  end(number: number): Promise<void>;
  /** Blobs that live now, with numbers above `after`, in their order. */
  blobs(after: number, limit: number): readonly BlobRef[];
  /** Whether the blob is still there. */
  isLive(blob: number): boolean;
  /** Keeps a finding; one of a blob that is damaged already replaces the old one. */
  damaged(blob: number, detail: string): Promise<Damage>;
  /** Forgets the finding of a blob that was read well, and of all that are gone. */
  sound(blobs: readonly number[]): Promise<void>;
  damage(): readonly Damage[];
  last(): Scrub | undefined;
}
