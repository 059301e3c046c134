/** What the process that sends requests is told, and what it answers; both cross process borders. */

/** A request as bytes, with the body that follows its head, if any. */
export interface WireRequest {
  readonly head: Uint8Array;
  /** How many bytes of the common body follow the head. */
  readonly bodyBytes: number;
  /** An answer to HEAD has no body, whatever its length says. */
  readonly isHead: boolean;
}

export interface SendPlan {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  /** Requests are sent in turn; without `seconds` each is sent once. */
  readonly requests: readonly WireRequest[];
  readonly seconds?: number;
}

export interface SendReport {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Connections that failed and answers that were not 2xx. */
  readonly errors: number;
  readonly receivedBytes: number;
  readonly cpuSeconds: number;
  /** The beginning of the first answer that was an error. */
  readonly firstError: string | undefined;
}
