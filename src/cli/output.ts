/** Text on its way out. */
export interface Output {
  write(text: string): void;
  /** Writes what waits, so that nothing else is printed before it. */
  flush(): void;
}

/** More is not held back, so that no long output is kept in memory. */
const heldBackLength = 65_536;

/**
 * Gathers what is printed in one turn of the loop: each write to a pipe waits for its reader, and
 * thousands of short ones take longer than what they tell of.
 */
export function gatherOutput(write: (text: string) => void): Output {
  let waiting: string[] = [];
  let length = 0;
  const flush = () => {
    if (length === 0) return;
    const text = waiting.join('');
    waiting = [];
    length = 0;
    write(text);
  };
  return {
    write(text) {
      if (length === 0) setImmediate(flush);
      waiting.push(text);
      length += text.length;
      if (length >= heldBackLength) flush();
    },
    flush,
  };
}
