const slowReadMs = 0.5;
const shortestPauseMs = 4;
const longestPauseMs = 1_000;
/** So many quick reads in a row say that the slow one before them was an accident. */
const quickReads = 16;

/**
 * Guesses whether reads have to wait for the disk. One from the system's memory takes 2 us (64 KiB:
 * 9 us), handing it to a thread and back takes ten times that; so reads are made at once until one
 * is slow. Then threads take over, for a moment first, because another process may just have had
 * the processor, and twice as long with each slow read that follows soon.
 */
export class ReadWaits {
  #untilMs = 0;
  #pauseMs = shortestPauseMs;
  #quick = 0;

  /** Whether a read that begins now is one for a thread. */
  areLikely(nowMs: number): boolean {
    return nowMs < this.#untilMs;
  }

  /** Tells of a read that was made at once. */
  took(startMs: number, endMs: number): void {
    if (endMs - startMs <= slowReadMs) {
      this.#quick += 1;
      if (this.#quick === quickReads) this.#pauseMs = shortestPauseMs;
      return;
    }
    this.#quick = 0;
    this.#untilMs = endMs + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }
}
