/** A line that is drawn over and over while a person watches, and nothing where nobody does. */
export interface Progress {
  show(text: string): void;
  /** Takes the line away, so that other lines can be printed. */
  clear(): void;
}

const redrawMs = 100;
const columns = 79;

/** @param write standard error of a terminal; undefined where nobody watches */
export function createProgress(
  write: ((text: string) => void) | undefined,
  clock: () => number = Date.now,
): Progress {
  let drawnAtMs = 0;
  let isDrawn = false;
  return {
    show(text) {
      if (write === undefined || clock() - drawnAtMs < redrawMs) return;
      drawnAtMs = clock();
      isDrawn = true;
      write(`\r\x1b[K${text.slice(0, columns)}`);
    },
    clear() {
      if (isDrawn) write?.('\r\x1b[K');
      isDrawn = false;
    },
  };
}
