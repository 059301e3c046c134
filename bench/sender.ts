import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.ts';
import type { SendPlan, SendReport, WireRequest } from './sender-protocol.ts';

// Sends requests over raw connections, one at a time on each, in a process of its own: where wrk
// cannot (HEAD, each request once) or reads too little at once (large bodies).

const readBytes = 512 * 1024;
/** A body goes out in pieces, as clients send files. */
const writeBytes = 1024 * 1024;

class Sender {
  readonly #plan: SendPlan;
  readonly #body: Buffer;
  readonly #latenciesMs: number[] = [];
  #next = 0;
  #errors = 0;
  #receivedBytes = 0;
  #firstError: string | undefined;
  #endMs = Number.POSITIVE_INFINITY;

  constructor(plan: SendPlan) {
    this.#plan = plan;
    this.#body = Buffer.alloc(Math.max(0, ...plan.requests.map(({ bodyBytes }) => bodyBytes)), 'x');
  }

  async run(): Promise<SendReport> {
    const { connections, seconds } = this.#plan;
    const cpuBefore = process.cpuUsage();
    const startMs = performance.now();
    if (seconds !== undefined) this.#endMs = startMs + seconds * 1000;
    await Promise.all(Array.from({ length: connections }, () => this.#serveConnection()));
    const elapsedSeconds = (performance.now() - startMs) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    const sorted = Float64Array.from(this.#latenciesMs).sort();
    const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
    return {
      requests: sorted.length,
      seconds: elapsedSeconds,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      errors: this.#errors,
      receivedBytes: this.#receivedBytes,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
      firstError: this.#firstError,
    };
  }

  #nextRequest(): WireRequest | undefined {
    const { requests, seconds } = this.#plan;
    if (performance.now() >= this.#endMs) return undefined;
    if (seconds === undefined && this.#next >= requests.length) return undefined;
    const request = requests[this.#next % requests.length];
    this.#next += 1;
    return request;
  }

  /** Use one connection until there is nothing more to send. */
  #serveConnection(): Promise<void> {
    return new Promise((resolve) => {
      const reader = new AnswerReader();
      let sentMs = 0;
      const finish = () => {
        socket.destroy();
        resolve();
      };
      const sendNext = () => {
        const request = this.#nextRequest();
        if (request === undefined) return finish();
        reader.expect(request.isHead);
        sentMs = performance.now();
        this.#write(socket, request);
      };
      const onBytes = (count: number, bytes: Uint8Array) => {
        this.#receivedBytes += count;
        if (!reader.take(Buffer.from(bytes.buffer, bytes.byteOffset, count))) return true;
        this.#latenciesMs.push(performance.now() - sentMs);
        if (reader.status >= 300) this.#fail(reader.beginning);
        sendNext();
        return true;
      };
      const { host, port } = this.#plan;
      const onread = { buffer: Buffer.alloc(readBytes), callback: onBytes };
      const socket = connect({ host, port, noDelay: true, onread });
      socket.once('connect', sendNext);
      socket.once('error', (error) => {
        this.#fail(error.message);
        finish();
      });
      socket.once('close', () => resolve());
    });
  }

  #write(socket: Socket, { head, bodyBytes }: WireRequest): void {
    if (bodyBytes === 0) {
      socket.write(head);
      return;
    }
    socket.cork();
    socket.write(head);
    for (let at = 0; at < bodyBytes; at += writeBytes) {
      socket.write(this.#body.subarray(at, Math.min(at + writeBytes, bodyBytes)));
      // One piece with the head, the others by themselves: nothing is copied together.
      if (at === 0) socket.uncork();
    }
  }

  #fail(what: string): void {
    this.#errors += 1;
    this.#firstError ??= what;
  }
}

process.once('message', (plan: SendPlan) => {
  new Sender(plan).run().then((report) => process.send?.(report, () => process.disconnect?.()));
});
