import type { Answer, Credentials, Outgoing } from './request.ts';

export interface TestAccount {
  readonly accountId: string;
  readonly root: Credentials;
}

/** The server that is compared with the reference. */
export interface Subject {
  /** What requests name in their Host header. */
  readonly host: string;
  send(request: Outgoing): Promise<Answer>;
  /** An account of its own for each sequence: nothing that one makes is seen by another. */
  newAccount(): Promise<TestAccount>;
  close(): Promise<void>;
}
