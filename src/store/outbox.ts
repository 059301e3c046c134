/** What is to be told to others of changes, kept until they know it. */

/** Handed to the call that makes a change, and kept in the same transaction as the change. */
export interface Announcement {
  /** Whom to tell: opaque here. */
  readonly destination: string;
  /** What to tell, but for what only the change itself knows: the version and the order. */
  readonly event: string;
}

export interface OutboxEntry extends Announcement {
  /** Grows with every announcement of the store, in the order of commits. */
  readonly id: number;
  /** The version that the change made, removed or altered. */
  readonly versionId: string | undefined;
  readonly createdAtMs: number;
  /** How often it was tried to tell it. */
  readonly attempts: number;
}

export interface Outbox {
  /** Whether something is due: a cheap read. */
  hasDue(): boolean;
  /** What is due, the oldest first. */
  due(limit: number): Promise<readonly OutboxEntry[]>;
  /** Forgets what was told, or given up. */
  remove(ids: readonly number[]): Promise<void>;
  /** Counts an attempt on these; nothing of their destination is due before that time. */
  postpone(destination: string, ids: readonly number[], untilMs: number): Promise<void>;
}
