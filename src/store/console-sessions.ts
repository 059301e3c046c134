/** Who signed in to the console, and how long that counts. The token itself is not kept. */
export interface StoredSession {
  /** SHA-256 of the token that the browser holds, in hexadecimal digits. */
  readonly sessionId: string;
  readonly method: 'password' | 'access-key';
  /** 12 digits. */
  readonly accountId: string;
  /** The user's unique id, or the account id for root. */
  readonly principalId: string;
  /** The key that signed in, or the id that a session by password goes by. */
  readonly accessKeyId: string;
  readonly signedInAtMs: number;
  /** When it was last used, to the minute. */
  readonly lastUsedAtMs: number;
  /** When it ends, used or not. */
  readonly expiresAtMs: number;
}

/** The contract of a store of console sessions. */
export interface ConsoleSessionStore {
  /** Adds a session, and removes those that had expired by then. */
  add(session: StoredSession): Promise<void>;
  /** Whatever its times say: whether it still counts is decided by who asks. */
  get(sessionId: string): Promise<StoredSession | undefined>;
  /** Does nothing for a session that is gone. */
  touch(sessionId: string, atMs: number): Promise<void>;
  /** Does nothing for a session that is gone. */
  remove(sessionId: string): Promise<void>;
}
