import { RecentMap } from '../identity/recent-map.ts';
import type { Clock } from '../store/surroundings.ts';

/** How fast attempts in one name are slowed down. */
export interface BackoffRule {
  /** Failures that cost no waiting. */
  readonly freeAttempts: number;
  /** The wait after the first one beyond; it doubles with each further failure. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

interface Attempts {
  failures: number;
  lastAtMs: number;
}

/** Names that are remembered; guessing at more of them pushes out the oldest. */
const namesLimit = 10_000;
/** Failures are forgotten when there was none for so long. */
const forgottenAfterMs = 3_600_000;

/** Counts failed attempts by name (a user, an address) and says how long the next has to wait. */
export class Backoff {
  readonly #rule: BackoffRule;
  readonly #clock: Clock;
  readonly #attempts = new RecentMap<string, Attempts>(namesLimit);

  constructor(rule: BackoffRule, clock: Clock) {
    this.#rule = rule;
    this.#clock = clock;
  }

  /** Milliseconds until an attempt is allowed; 0 when it is. */
  waitMs(name: string): number {
    const found = this.#recent(name);
    const { freeAttempts, firstWaitMs, longestWaitMs } = this.#rule;
    if (found === undefined || found.failures < freeAttempts) return 0;
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (found.failures - freeAttempts));
    return Math.max(0, found.lastAtMs + wait - this.#clock());
  }

  /** An attempt begins: it counts as failed until it has succeeded, also beside others. */
  begin(name: string): void {
    const failures = (this.#recent(name)?.failures ?? 0) + 1;
    this.#attempts.set(name, { failures, lastAtMs: this.#clock() });
  }

  succeeded(name: string): void {
    this.#attempts.set(name, { failures: 0, lastAtMs: this.#clock() });
  }

  #recent(name: string): Attempts | undefined {
    const found = this.#attempts.get(name);
    return found && this.#clock() - found.lastAtMs < forgottenAfterMs ? found : undefined;
  }
}
