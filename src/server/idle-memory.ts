import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const lookEveryMs = 5_000;
/** Up to so many requests between two looks are probes and the like. */
const probes = 10;
/** After a start there is nothing to wait for. */
const looksAfterStart = 1;
/**
 * After work more may be about to come, and would find itself slower: with the last objects of a
 * kind V8 drops the code that it made for them.
 */
const looksAfterWork = 12;
/** Less than this leaves no garbage that is worth a collection. */
const requestsWorthIt = 1_000;

/** Decides when a process is idle and has something to give back. */
export class IdleWatch {
  #seen = 0;
  #quietLooks = 0;
  #collectedAt: number | undefined;

  /**
   * A look, every five seconds.
   * @param requests how many this process has answered so far
   * @param inFlight how many it is busy with
   */
  shouldCollect(requests: number, inFlight: number): boolean {
    const isQuiet = requests - this.#seen <= probes && inFlight === 0;
    this.#seen = requests;
    this.#quietLooks = isQuiet ? this.#quietLooks + 1 : 0;
    const collectedAt = this.#collectedAt;
    const hasWorked = requests - (collectedAt ?? 0) >= requestsWorthIt;
    const isTime = hasWorked
      ? this.#quietLooks >= looksAfterWork
      : collectedAt === undefined && this.#quietLooks >= looksAfterStart;
    if (isTime) this.#collectedAt = requests;
    return isTime;
  }
}

/**
 * Gives the memory back that a process took to start, or for work that is done. V8 collects when
 * something is allocated, so an idle process would keep its garbage for ever: a third of a worker.
 * The collection takes 50 to 100 ms.
 * @returns stops it
 */
export function collectWhenIdle(load: () => { requests: number; inFlight: number }): () => void {
  const watch = new IdleWatch();
  const timer = setInterval(() => {
    const { requests, inFlight } = load();
    if (watch.shouldCollect(requests, inFlight)) collectAll();
  }, lookEveryMs).unref();
  return () => clearInterval(timer);
}

/** Once, for a process that has nothing to do but watch others. */
export function collectOnceStarted(): void {
  setTimeout(collectAll, lookEveryMs).unref();
}

/** What V8 does when memory is short; Node hands its collector out by this flag alone. */
function collectAll(): void {
  setFlagsFromString('--expose-gc');
  const collect: (options: object) => void = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', flavor: 'last-resort' });
}
