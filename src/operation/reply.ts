/** The next bytes of a streamed body, and the call that gives their memory back once they were sent. */
export interface ReplyChunk {
  /** At least one; they leave together. */
  readonly pieces: readonly Uint8Array[];
  release(): void;
}

/** Bytes that are pulled as the client takes them, such as an object's. */
export interface ReplyStream {
  readonly lengthBytes: number;
  next(): Promise<ReplyChunk | undefined>;
  /** Frees what the stream holds; called whether or not all was sent. */
  close(): void;
}

export type ReplyHeaders = Readonly<Record<string, string | undefined>>;

/** A response, ready for the wire but for the headers that every response has. */
export interface Reply {
  readonly status: number;
  /** Lower-case names. A `content-length` stands only where there is no body to measure (HEAD). */
  readonly headers: ReplyHeaders;
  readonly body: string | Uint8Array | ReplyStream | undefined;
  /** Of bytes in memory that are this answer's alone: called once nothing reads them any more. */
  readonly release?: (() => void) | undefined;
}
