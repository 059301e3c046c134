import { performance } from 'node:perf_hooks';

const lookEveryMs = 250;
/** The part of the time that the event loop does something in. */
const busyFrom = 0.5;

/** Tells whether this process has much to do, so that what can wait does. */
export class LoopLoad {
  readonly #nowMs: () => number;
  readonly #activeMs: () => number;
  #seenMs: number;
  #seenActiveMs: number;
  #isBusy = false;

  /** @param activeMs how long the event loop has not been idle, since it began */
  constructor(
    nowMs = () => performance.now(),
    activeMs = () => performance.eventLoopUtilization().active,
  ) {
    this.#nowMs = nowMs;
    this.#activeMs = activeMs;
    this.#seenMs = nowMs();
    this.#seenActiveMs = activeMs();
  }

  /** Of the last quarter of a second or more. */
  get isBusy(): boolean {
    const nowMs = this.#nowMs();
    const passedMs = nowMs - this.#seenMs;
    if (passedMs < lookEveryMs) return this.#isBusy;
    const activeMs = this.#activeMs();
    this.#isBusy = (activeMs - this.#seenActiveMs) / passedMs >= busyFrom;
    this.#seenMs = nowMs;
    this.#seenActiveMs = activeMs;
    return this.#isBusy;
  }
}
