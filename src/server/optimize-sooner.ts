import { versions } from 'node:process';
import { setFlagsFromString } from 'node:v8';

/** The first Node whose V8 counts calls; an older one complains of a flag that it does not know. */
const firstNode = 22;
/** V8's own number is 3,000. */
const callsToOptimize = 1_000;

/**
 * Has V8 compile a function with its best compiler after a third of the calls that it waits for
 * otherwise. A request passes through many small functions, none of which is hot by itself: a PUT
 * of 4 KiB got as fast as it ever gets after 25,000 requests, and now does after 8,000.
 */
export function optimizeSooner(): void {
  if (Number.parseInt(versions.node, 10) < firstNode) return;
  setFlagsFromString(`--invocation-count-for-turbofan=${callsToOptimize}`);
}
