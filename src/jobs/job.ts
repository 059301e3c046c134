/**
 * Work that one worker of a data folder does now and then. Register it where the server composes
 * its jobs; the runner sees to leases, pauses, limits, shutdown and the log.
 *
 * A run may take several turns. Two workers can be in one job for a moment, when a lease was lost
 * by slowness, so whatever a job does must bear being done twice.
 */
export interface Job {
  /** Unique among the jobs of a data folder, for ever: kebab-case. */
  readonly name: string;
  /** From the beginning of a run to the next one. */
  readonly everyMs: number;
  /** A turn is asked to stop after this time, so that no job holds others up or runs unbounded. */
  readonly turnMs?: number;
  /** Whether there is anything to do; asked, cheaply, before each run. Yes where it is absent. */
  hasWork?(): boolean | Promise<boolean>;
  run(turn: JobTurn): Promise<JobResult>;
}

export interface JobTurn {
  /** Where the turn before stopped; undefined for a new run. */
  readonly cursor: string | undefined;
  /** Aborted at shutdown, when the turn's time is up, or when the lease was lost: stop soon. */
  readonly signal: AbortSignal;
  /** Says how far the job is, so that another worker goes on there if this one dies. */
  reached(cursor: string): void;
}

export interface JobResult {
  /** Where to go on at once, in another turn; undefined: the run is complete. */
  readonly cursor?: string | undefined;
  /** What was done, for the log: `{ expired: 3 }`. */
  readonly counts: Readonly<Record<string, number>>;
}
