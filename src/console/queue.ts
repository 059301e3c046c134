/**
 * Runs work a few at a time, in the order in which it came.
 * @param atOnce how many run beside each other
 * @param waiting how many more may wait; work beyond that is not done
 * @returns a function that gives the work's result, or undefined where it was not done
 */
export function createQueue(atOnce: number, waiting: number) {
  const queue: (() => void)[] = [];
  let running = 0;
  return async function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (running >= atOnce) {
      if (queue.length >= waiting) return undefined;
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      // The place passes to the next, or becomes free.
      const next = queue.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
