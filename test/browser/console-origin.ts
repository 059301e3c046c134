import { setTimeout as sleep } from 'node:timers/promises';
import type { TestServer } from '../conformance/harness/server.ts';

const printedWithinMs = 10_000;
const everyMs = 20;

/** Where a test server serves its console: it prints that after its first address. */
export async function consoleOrigin(server: TestServer): Promise<string> {
  for (let waited = 0; waited < printedWithinMs; waited += everyMs) {
    const found = /^Console on (\S+)$/m.exec(server.output())?.[1];
    if (found !== undefined) return found;
    await sleep(everyMs);
  }
  throw new Error(`The server did not say where its console is:\n${server.output()}`);
}

/** Options of a server whose console a test wants. */
export const withConsole = ['--console-listen', '127.0.0.1:0'];
