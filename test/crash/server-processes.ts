import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const goneDeadlineMs = 10_000;

/** What /proc says of a process; undefined when it is gone (also while it waits to be reaped). */
function stateOf(pid: number): { readonly parent: number; readonly state: string } | undefined {
  try {
    // The name stands in brackets and can hold anything.
    const [state = '', parent] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return state === 'Z' || state === 'X' ? undefined : { parent: Number(parent), state };
  } catch {
    return undefined;
  }
}

/** The processes that a process started and that live. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => stateOf(other)?.parent === pid);
}

/** kill -9; harmless where the process is gone. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was faster.
  }
}

/** Resolves when none of the processes runs any more. */
export async function allGone(pids: readonly number[]): Promise<void> {
  const deadline = Date.now() + goneDeadlineMs;
  while (pids.some((pid) => stateOf(pid) !== undefined)) {
    if (Date.now() > deadline) throw new Error(`processes ${pids.join(' ')} do not end`);
    await sleep(5);
  }
}
