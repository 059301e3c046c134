import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import { type AddressInfo, type ListenOptions, Socket } from 'node:net';
import { asServiceError, s3ErrorReply } from '../operation/error-reply.ts';
import { ServiceError } from '../operation/errors.ts';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import { defaultListenerLimits, type ListenerLimits } from './listener-limits.ts';
import { answerParseFailure, endWithError } from './parse-failure.ts';
import { hostId, newRequestId } from './request-id.ts';
import { type Exchange, respond, type Sent } from './respond.ts';
import { StallWatch, type Watched } from './stalls.ts';
import { defaultWireOptions, type WireOptions, wireRequest } from './wire-request.ts';

/** A certificate chain and its key, in PEM. */
export interface TlsMaterial {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

export interface ListenerOptions {
  readonly limits?: ListenerLimits;
  readonly wire?: WireOptions;
  /** Undefined serves plain HTTP. */
  readonly tls?: TlsMaterial | undefined;
  /** Told that a request came in, before anything is done about it. */
  readonly onReceived?: () => void;
  /** Told when a response has ended, with the request where it could be read. */
  readonly onSent?: (request: WireRequest | undefined, status: number, sent: Sent) => void;
  /** Told of exceptions that are nobody's refusal: a defect, or a stream that failed. */
  readonly onError?: (error: unknown, requestId: string) => void;
}

export type Handle = (request: WireRequest) => Promise<Reply>;

/** Node's own limit of request line and headers; a finer one for headers follows from `wire`. */
const MAX_HEAD_BYTES = 64 * 1024;
const SOCKET_BUFFER_BYTES = 256 * 1024;
const SWEEP_INTERVAL_MS = 5000;
const TCP_KEEP_ALIVE_MS = 60_000;
/** Connections beyond the limit are told SlowDown; beyond this multiple of it they are dropped. */
const HARD_LIMIT_FACTOR = 1.25;

class OpenExchange implements Exchange, Watched {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly id = newRequestId();
  readonly hostId = hostId;
  awaitsContinue: boolean;
  lastOnConnection: boolean;

  constructor(message: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) {
    this.message = message;
    this.response = response;
    this.awaitsContinue = awaitsContinue;
    this.lastOnConnection = false;
  }

  continue = (): void => {
    if (!this.awaitsContinue || this.response.headersSent) return;
    this.awaitsContinue = false;
    this.response.writeContinue();
  };
}

/** One listening socket, plain or TLS, that hands requests to `handle` and writes its replies. */
export class Listener {
  readonly #server: Server | TlsServer;
  readonly #handle: Handle;
  readonly #options: ListenerOptions;
  readonly #limits: ListenerLimits;
  readonly #stalls: StallWatch;
  readonly #sweeper: NodeJS.Timeout;
  #inFlight = 0;
  readonly #openOn = new WeakMap<Socket, number>();
  #connections = 0;
  #isDraining = false;

  constructor(options: ListenerOptions, handle: Handle) {
    this.#options = options;
    this.#handle = handle;
    this.#limits = options.limits ?? defaultListenerLimits;
    const { minBytesPerSecond, stallTimeoutMs } = this.#limits;
    this.#stalls = new StallWatch(minBytesPerSecond, stallTimeoutMs, Date.now());
    this.#server = this.#createServer();
    const sweepMs = Math.min(SWEEP_INTERVAL_MS, stallTimeoutMs);
    this.#sweeper = setInterval(() => this.#endStalled(), sweepMs).unref();
  }

  /** Requests that are being answered now. */
  get inFlight(): number {
    return this.#inFlight;
  }

  get connections(): number {
    return this.#connections;
  }

  /** Begin to listen. Rejects with Node's error, such as EADDRINUSE. */
  async listen(address: ListenOptions): Promise<AddressInfo | string | null> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(address, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return this.#server.address();
  }

  /** Use a renewed certificate for connections from now on. @throws when the pair does not fit */
  reloadTls(tls: TlsMaterial): void {
    if (this.#server instanceof TlsServer) this.#server.setSecureContext({ ...tls });
  }

  /** Take no more connections, let what is in flight end, and end all at the deadline. */
  async drain(deadlineMs: number): Promise<void> {
    this.#isDraining = true;
    clearInterval(this.#sweeper);
    const timer = setTimeout(() => this.#server.closeAllConnections(), deadlineMs);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearTimeout(timer);
  }

  /** End everything at once. */
  kill(): void {
    clearInterval(this.#sweeper);
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #createServer(): Server | TlsServer {
    const settings = {
      noDelay: true,
      // Peers that vanished without a word are found by the system.
      keepAlive: true,
      keepAliveInitialDelay: TCP_KEEP_ALIVE_MS,
      keepAliveTimeout: this.#limits.keepAliveTimeoutMs,
      headersTimeout: this.#limits.headersTimeoutMs,
      // The whole of a large upload takes its time; StallWatch asks for progress instead.
      requestTimeout: 0,
      maxHeaderSize: MAX_HEAD_BYTES,
      highWaterMark: SOCKET_BUFFER_BYTES,
      requireHostHeader: false,
      connectionsCheckingInterval: SWEEP_INTERVAL_MS,
    };
    const { tls } = this.#options;
    const server =
      tls === undefined
        ? createServer(settings)
        : createTlsServer({ ...settings, ...tls, handshakeTimeout: this.#limits.headersTimeoutMs });
    // Node would drop the headers beyond its count without a word; we count the raw ones.
    server.maxHeadersCount = 0;
    const serve =
      (awaitsContinue: boolean) => (message: IncomingMessage, response: ServerResponse) =>
        void this.#exchange(new OpenExchange(message, response, awaitsContinue));
    server.on('request', serve(false));
    server.on('checkContinue', serve(true));
    // Any other expectation is met by answering the request; Node would say 417.
    server.on('checkExpectation', serve(false));
    server.maxConnections = Math.ceil(this.#limits.maxConnections * HARD_LIMIT_FACTOR);
    server.on('clientError', (error, socket) => {
      if (socket instanceof Socket) this.#refuseBytes(error, socket);
    });
    server.on('connection', (socket) => {
      this.#connections += 1;
      socket.once('close', () => {
        this.#connections -= 1;
      });
    });
    return server;
  }

  async #exchange(exchange: OpenExchange): Promise<void> {
    const { message, response, id } = exchange;
    this.#inFlight += 1;
    this.#stalls.add(exchange);
    const openHere = this.#begin(message.socket);
    response.once('close', () => {
      this.#stalls.delete(exchange);
      this.#openOn.set(message.socket, (this.#openOn.get(message.socket) ?? 1) - 1);
    });
    message.on('error', ignore);
    response.on('error', ignore);
    let request: WireRequest | undefined;
    let reply: Reply | undefined;
    let status = 0;
    let sent: Sent = { bytesSent: 0, aborted: true };
    try {
      try {
        this.#refuseOverload(openHere);
        this.#options.onReceived?.();
        const receivedAtMs = Date.now();
        const arrival = { id, receivedAtMs, continue: exchange.continue };
        request = wireRequest(message, arrival, this.#options.wire ?? defaultWireOptions);
        reply = await this.#handle(request);
      } catch (error) {
        reply = this.#errorReply(error, exchange);
      }
      status = reply.status;
      sent = await this.#send(exchange, reply);
    } catch (error) {
      this.#options.onError?.(error, id);
    }
    this.#inFlight -= 1;
    this.#options.onSent?.(request, status, sent);
    if (reply?.release !== undefined) whenFinished(response, reply.release);
  }

  async #send(exchange: OpenExchange, reply: Reply): Promise<Sent> {
    exchange.lastOnConnection = this.#isDraining || this.#connections > this.#limits.maxConnections;
    try {
      return await respond(exchange, reply);
    } catch (error) {
      if (exchange.response.headersSent) throw error;
      return await respond(exchange, this.#errorReply(error, exchange));
    }
  }

  /** @returns how many requests of this connection are not answered to their end, with this one */
  #begin(socket: Socket): number {
    const open = (this.#openOn.get(socket) ?? 0) + 1;
    this.#openOn.set(socket, open);
    return open;
  }

  /** @throws ServiceError SlowDown */
  #refuseOverload(openHere: number): void {
    const { maxInFlight, maxInFlightPerConnection, maxConnections } = this.#limits;
    if (
      this.#inFlight > maxInFlight ||
      openHere > maxInFlightPerConnection ||
      this.#connections > maxConnections
    ) {
      throw new ServiceError('SlowDown');
    }
  }

  #errorReply(error: unknown, { id, message }: OpenExchange): Reply {
    if (!(error instanceof ServiceError)) this.#options.onError?.(error, id);
    const [resource = ''] = (message.url ?? '').split('?');
    const method = message.method ?? '';
    return s3ErrorReply(asServiceError(error, 'InternalError'), { id, hostId, method, resource });
  }

  /** Bytes that are no HTTP: the requests before them are answered, and then the connection ends. */
  #refuseBytes(error: Error, socket: Socket): void {
    const open = this.#stalls.openOn(socket);
    if (this.#mayWriteTo(socket)) answerParseFailure(error, socket);
    else if (!open.every(({ message }) => message.complete)) socket.destroy();
    else open.at(-1)?.response.once('close', () => socket.destroySoon());
  }

  /**
   * Whether an error may be written to the socket itself: not into a response that has begun, and
   * not in the place of the answer to a request that came in whole.
   */
  #mayWriteTo(socket: Socket): boolean {
    const [only, ...more] = this.#stalls.openOn(socket);
    if (only === undefined) return true;
    return more.length === 0 && !only.response.headersSent && !only.message.complete;
  }

  #endStalled(): void {
    for (const { message } of this.#stalls.sweep(Date.now())) {
      const { socket } = message;
      if (this.#mayWriteTo(socket)) endWithError(socket, new ServiceError('RequestTimeout'));
      else socket.destroy();
      socket.setTimeout(SWEEP_INTERVAL_MS, () => socket.destroy());
    }
  }
}

/** Calls back once all was handed to the system; never for a client that left before. */
function whenFinished(response: ServerResponse, callback: () => void): void {
  if (response.writableFinished) callback();
  else response.once('finish', callback);
}

/** A client that goes away is no event; what waits for its bytes is told by the stream. */
function ignore(): void {}
