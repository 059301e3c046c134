import { setTimeout as sleep } from 'node:timers/promises';

export interface PaceOptions {
  /** On average; undefined: as fast as it goes. */
  readonly bytesPerSecond: number | undefined;
  /** Whether others need the process: it then goes at an eighth. */
  readonly isBusy: () => boolean;
  readonly signal: AbortSignal;
}

/** Slow enough not to be noticed; a disk of 4 TB is still read within the month at 20 MiB/s. */
const busyFactor = 8;
/** Time that passed unused is not made up for later beyond this. */
const mostBehindMs = 1_000;

/** Spends bytes no faster than it may. */
export class Pace {
  readonly #options: PaceOptions;
  #dueMs = performance.now();

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** Waits until more may be spent, or the signal comes. */
  async spend(bytes: number): Promise<void> {
    const { bytesPerSecond, isBusy, signal } = this.#options;
    if (bytesPerSecond === undefined) return;
    const costMs = (bytes / bytesPerSecond) * 1_000;
    const nowMs = performance.now();
    const fromMs = Math.max(this.#dueMs, nowMs - mostBehindMs);
    this.#dueMs = fromMs + (isBusy() ? costMs * busyFactor : costMs);
    const waitMs = this.#dueMs - nowMs;
    if (waitMs > 1) await sleep(waitMs, undefined, { signal }).catch(() => {});
  }
}
