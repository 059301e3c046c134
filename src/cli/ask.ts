import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFailure, type Terminal } from './command.ts';

/** Whether somebody sits in front of the standard input. */
function isInteractive({ input }: Terminal): boolean {
  return 'isTTY' in input && input.isTTY === true;
}

/**
 * Asks before something is written.
 * @throws CommandFailure where nobody can answer
 */
export async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  if (!isInteractive(terminal)) {
    throw new CommandFailure(
      'nobody can be asked, because standard input is no terminal; add --yes to do it',
    );
  }
  const output = new Writable({
    write(chunk, _encoding, done) {
      terminal.error(String(chunk));
      done();
    },
  });
  const lines = createInterface({ input: terminal.input, output });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
