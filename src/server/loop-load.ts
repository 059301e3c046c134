import { performance } from 'node:perf_hooks';

const lookEveryMs = 250;
/** The part of the time that the event loop does something in. */
const busyFrom = 0.5;

/**
 * Watches how much this process has to do, so that what can wait does.
 * @param activeMs how long the event loop has not been idle, since it began
 * @returns tells whether it was busy in the last quarter of a second or more
 */
export function watchLoopLoad(
  nowMs = () => performance.now(),
  activeMs = () => performance.eventLoopUtilization().active,
): () => boolean {
  let seen = { nowMs: nowMs(), activeMs: activeMs() };
  let isBusy = false;
  return () => {
    const passedMs = nowMs() - seen.nowMs;
    if (passedMs < lookEveryMs) return isBusy;
    const before = seen;
    seen = { nowMs: before.nowMs + passedMs, activeMs: activeMs() };
    isBusy = (seen.activeMs - before.activeMs) / passedMs >= busyFrom;
    return isBusy;
  };
}
