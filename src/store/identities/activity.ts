import type { Done } from './outcome.ts';

/** One use of a credential, as the pipeline saw it. */
export interface Use {
  readonly atMs: number;
  /** Such as `s3`; the first part of the action. */
  readonly service: string;
  /** The action without its service; undefined where no action was authorized. */
  readonly action: string | undefined;
  readonly region: string;
  /** The long-term key that signed; undefined for temporary ones. */
  readonly accessKeyId: string | undefined;
  /** The user's or role's unique id; the account id for root. */
  readonly principalId: string;
}

export interface ServiceAccess {
  readonly service: string;
  /** Undefined in the row of the service as a whole. */
  readonly action: string | undefined;
  readonly lastAtMs: number;
  readonly region: string;
}

export interface ActivityStore {
  /** Only remembers; written with others every few seconds, and never moves the revision. */
  recordUse(use: Use): void;
  /** When the user (by unique id) or root (by account id) signed in; written like a use. */
  recordPasswordUse(principalId: string, atMs: number): void;
  /** Writes what is remembered; for shutdown and tests. */
  flushActivity(): Promise<void>;
  /** Last access per service and action of a user, role or root. */
  serviceAccess(principalId: string): Promise<readonly ServiceAccess[]>;

  /** Ends the sessions of a user or role that were issued before that time. */
  revokeSessions(principalId: string, issuedBeforeMs: number): Promise<Done>;
}
