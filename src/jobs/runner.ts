import type { JobLeases } from '../store/jobs.ts';
import type { Clock } from '../store/surroundings.ts';
import type { Job, JobResult } from './job.ts';

/** A turn that ended, for the log and the metrics. */
export interface EndedTurn {
  readonly job: string;
  readonly durationMs: number;
  readonly counts: Readonly<Record<string, number>>;
  /** False: the run goes on in another turn. */
  readonly isComplete: boolean;
  /** Undefined for success. */
  readonly error: unknown;
}

export interface RunnerOptions {
  readonly jobs: readonly Job[];
  readonly leases: JobLeases;
  /** Names this process among all that ever opened the data folder. */
  readonly holder: string;
  readonly clock: Clock;
  readonly ended: (turn: EndedTurn) => void;
  /** How often it is looked whether a job is due. */
  readonly pollMs?: number;
  readonly leaseMs?: number;
}

export interface JobRunner {
  /** Runs no new turn, asks running ones to stop, and waits for them. */
  stop(): Promise<void>;
}

const defaultPollMs = 500;
/** After the death of a worker its jobs wait that long, at most. */
const defaultLeaseMs = 15_000;
/** A lease is renewed so many times before it would end. */
const renewalsPerLease = 3;
export const defaultTurnMs = 10_000;
/** A job that fails is tried again after its period, but not sooner than this. */
const leastRetryMs = 5_000;

/**
 * Runs jobs in this process as far as no other process has their leases. Each job runs at most
 * once at a time; different jobs run side by side.
 */
export function startJobs(options: RunnerOptions): JobRunner {
  return new Runner(options);
}

class Runner implements JobRunner {
  readonly #options: RunnerOptions;
  readonly #leaseMs: number;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? defaultLeaseMs;
    this.#timer = setInterval(() => this.#look(), options.pollMs ?? defaultPollMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  #look(): void {
    for (const job of this.#options.jobs) {
      if (this.#running.has(job.name) || !this.#options.leases.isDue(job.name)) continue;
      const running = this.#visit(job).finally(() => this.#running.delete(job.name));
      this.#running.set(job.name, running);
    }
  }

  /** Never rejects: whatever goes wrong is the turn's outcome. */
  async #visit(job: Job): Promise<void> {
    const { leases, holder, ended, clock } = this.#options;
    const startedAtMs = clock();
    const told = { job: job.name, counts: {}, isComplete: true };
    try {
      if ((await job.hasWork?.()) === false) return;
      const claim = { name: job.name, holder, leaseMs: this.#leaseMs };
      const claimed = await leases.claim(claim);
      if (claimed !== undefined) await this.#turn(job, claimed.cursor, startedAtMs);
    } catch (error) {
      // The leases themselves could not be read or written.
      ended({ ...told, durationMs: clock() - startedAtMs, error });
    }
  }

  async #turn(job: Job, cursor: string | undefined, startedAtMs: number): Promise<void> {
    const { leases, holder, clock, ended } = this.#options;
    const lost = new AbortController();
    const timeUp = AbortSignal.timeout(job.turnMs ?? defaultTurnMs);
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal, timeUp]);
    let reached = cursor;
    const renewal = setInterval(() => {
      leases.renew({ name: job.name, holder, leaseMs: this.#leaseMs, cursor: reached }).then(
        (held) => held || lost.abort(),
        () => lost.abort(),
      );
    }, this.#leaseMs / renewalsPerLease);
    const turn = {
      cursor,
      signal,
      reached: (now: string) => {
        reached = now;
      },
    };
    const done = await outcomeOf(job.run(turn));
    clearInterval(renewal);
    const { counts, error } = done;
    const goesOn = error === undefined ? done.cursor : reached;
    const nowMs = clock();
    const pauseMs = error === undefined ? job.everyMs : Math.max(job.everyMs, leastRetryMs);
    // What has more to do goes on at once; after a failure its cursor is kept, and it waits.
    const dueAtMs = error === undefined && goesOn !== undefined ? nowMs : startedAtMs + pauseMs;
    const outcome = error === undefined ? JSON.stringify(counts) : String(error);
    await leases.end({ name: job.name, holder, dueAtMs, cursor: goesOn, outcome });
    const isComplete = goesOn === undefined;
    ended({ job: job.name, durationMs: nowMs - startedAtMs, counts, isComplete, error });
  }
}

async function outcomeOf(run: Promise<JobResult>): Promise<JobResult & { error: unknown }> {
  try {
    return { ...(await run), error: undefined };
  } catch (error) {
    return { counts: {}, error: error ?? new Error('failed without a reason') };
  }
}
