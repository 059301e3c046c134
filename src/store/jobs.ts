/** What is kept about periodic jobs, so that one worker at a time runs each of them. */

export interface JobClaim {
  readonly name: string;
  /** The process that asks, as no other process that ever was. */
  readonly holder: string;
  /** How long the claim holds unless it is renewed. */
  readonly leaseMs: number;
}

export interface ClaimedJob {
  /** Where the turn before stopped; undefined for a new run. */
  readonly cursor: string | undefined;
}

export interface JobEnd {
  readonly name: string;
  readonly holder: string;
  /** When the job is due again. */
  readonly dueAtMs: number;
  /** Where the next turn goes on; undefined where the run is complete. */
  readonly cursor: string | undefined;
  /** For people. */
  readonly outcome: string;
}

export interface JobRecord {
  readonly name: string;
  readonly holder: string | undefined;
  readonly dueAtMs: number;
  readonly cursor: string | undefined;
  readonly endedAtMs: number | undefined;
  readonly outcome: string | undefined;
}

/**
 * The contract of leases on jobs. A lease ends with its time, so that the death of its holder
 * holds nothing up; whoever lost it by being slow finds out at `renew` or `end`. So two processes
 * can be in one job for a moment, and what a job does must bear that.
 */
export interface JobLeases {
  /** Whether the job is due and nobody is at it: a cheap read, asked before `claim`. */
  isDue(name: string): boolean;
  /** Takes a job that is due and that nobody holds; one that was never run is due. */
  claim(claim: JobClaim): Promise<ClaimedJob | undefined>;
  /** Prolongs a lease, and keeps the cursor. False: the lease was lost. */
  renew(claim: JobClaim & { readonly cursor: string | undefined }): Promise<boolean>;
  /** Ends a turn and gives the lease back. False: it was lost, and nothing was changed. */
  end(end: JobEnd): Promise<boolean>;
  list(): Promise<readonly JobRecord[]>;
}
