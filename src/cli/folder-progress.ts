import type { Terminal } from './command.ts';

const redrawMs = 100;
const clearLine = '\r\u001b[K';

/** A line on standard error that tells how far work on a data folder is, where a person watches. */
export function progressOf(terminal: Terminal, doing: string) {
  let drawnAtMs = 0;
  return {
    tell(step: string): void {
      if (terminal.isWatched !== true || Date.now() - drawnAtMs < redrawMs) return;
      drawnAtMs = Date.now();
      terminal.error(`${clearLine}${doing} ${step}`);
    },
    end(): void {
      if (drawnAtMs > 0) terminal.error(clearLine);
    },
  };
}
