/** A piece of a streamed body, and the call that gives its buffer back once it was sent. */
export interface ReplyChunk {
  readonly bytes: Uint8Array;
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
}
