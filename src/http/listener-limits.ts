/** What a listener allows its clients. Times in milliseconds. */
export interface ListenerLimits {
  /** Requests that are being answered at once; more get 503 SlowDown. */
  readonly maxInFlight: number;
  /** The same of one connection, whose client sends before it was answered (pipelining). */
  readonly maxInFlightPerConnection: number;
  /** Open connections; requests on more than these get 503 SlowDown and are closed. */
  readonly maxConnections: number;
  readonly headersTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** A body that comes slower than this, for as long as `stallTimeoutMs`, is given up. */
  readonly minBytesPerSecond: number;
  /** How long a client may send or take too little. */
  readonly stallTimeoutMs: number;
}

export const defaultListenerLimits: ListenerLimits = {
  maxInFlight: 2048,
  maxInFlightPerConnection: 32,
  maxConnections: 8192,
  headersTimeoutMs: 20_000,
  keepAliveTimeoutMs: 60_000,
  minBytesPerSecond: 64,
  stallTimeoutMs: 30_000,
};
