import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** An exchange that is watched for progress. */
export interface Watched {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** The client waits for us, not we for it. */
  readonly awaitsContinue: boolean;
}

interface Progress {
  bytesRead: number;
  bytesWritten: number;
  slowSinceMs: number | undefined;
}

/**
 * Finds the exchanges whose client sends or takes too little. A fixed time for a whole request
 * would end every slow upload of a large object; this asks for some progress only.
 */
export class StallWatch {
  readonly #minBytesPerSecond: number;
  readonly #stallTimeoutMs: number;
  readonly #progress = new Map<Watched, Progress>();
  #sweptAtMs: number;

  constructor(minBytesPerSecond: number, stallTimeoutMs: number, nowMs: number) {
    this.#minBytesPerSecond = minBytesPerSecond;
    this.#stallTimeoutMs = stallTimeoutMs;
    this.#sweptAtMs = nowMs;
  }

  add(exchange: Watched): void {
    const { bytesRead, bytesWritten } = exchange.message.socket;
    this.#progress.set(exchange, { bytesRead, bytesWritten, slowSinceMs: undefined });
  }

  delete(exchange: Watched): void {
    this.#progress.delete(exchange);
  }

  /** The exchanges that are open on a socket; more than one when the client pipelines. */
  openOn(socket: Socket): Watched[] {
    return [...this.#progress.keys()].filter((exchange) => exchange.message.socket === socket);
  }

  /** The exchanges that have been too slow for too long. Call it at regular times. */
  sweep(nowMs: number): Watched[] {
    const seconds = (nowMs - this.#sweptAtMs) / 1000;
    this.#sweptAtMs = nowMs;
    const stalled: Watched[] = [];
    for (const [exchange, progress] of this.#progress) {
      const { socket } = exchange.message;
      if (this.#isSlow(exchange, socket, progress, seconds)) {
        progress.slowSinceMs ??= nowMs - seconds * 1000;
        if (nowMs - progress.slowSinceMs >= this.#stallTimeoutMs) stalled.push(exchange);
      } else {
        progress.slowSinceMs = undefined;
      }
      progress.bytesRead = socket.bytesRead;
      progress.bytesWritten = socket.bytesWritten;
    }
    return stalled;
  }

  #isSlow(exchange: Watched, socket: Socket, progress: Progress, seconds: number): boolean {
    const enough = this.#minBytesPerSecond * seconds;
    const { message } = exchange;
    // Bytes that wait for us are our slowness, not the client's.
    const isSending = !message.complete && !exchange.awaitsContinue && message.readableLength === 0;
    if (isSending && !exchange.response.headersSent) {
      return socket.bytesRead - progress.bytesRead < enough;
    }
    return socket.writableLength > 0 && socket.bytesWritten - progress.bytesWritten < enough;
  }
}
