import { environmentName } from './setting.ts';

/**
 * A terminal signals a whole group of processes, and launchers forward what they got: the same
 * Ctrl-C arrives several times. Within this time they count as one.
 */
const sameSignalMs = 1_000;

/** Set by bin/strongroom.js where this process must not outlive it. */
export const launchedVariable = environmentName('launched');

export const stopSignals = ['SIGTERM', 'SIGINT'] as const;

export interface StopSignals {
  /** Resolves with the first signal. */
  readonly first: Promise<NodeJS.Signals>;
  /** Resolves with the next one that was meant as another. */
  readonly second: Promise<NodeJS.Signals>;
  ignore(): void;
}

/** Listens to SIGTERM and SIGINT of this process, from now on. */
export function listenToStopSignals(clock: () => number = Date.now): StopSignals {
  const first = Promise.withResolvers<NodeJS.Signals>();
  const second = Promise.withResolvers<NodeJS.Signals>();
  let firstAtMs: number | undefined;
  const listener = (signal: NodeJS.Signals) => {
    firstAtMs ??= clock();
    first.resolve(signal);
    if (clock() - firstAtMs >= sameSignalMs) second.resolve(signal);
  };
  for (const signal of stopSignals) process.on(signal, listener);
  return {
    first: first.promise,
    second: second.promise,
    ignore: () => {
      for (const signal of stopSignals) process.off(signal, listener);
    },
  };
}

/**
 * Ends this process when the one that started it is gone without a word (kill -9), so that no
 * server goes on behind the back of whoever thinks to have stopped it. Only a process that was
 * started with a channel can know.
 */
export function endWithParent(): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
