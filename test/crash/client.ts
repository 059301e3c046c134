import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials, TestServer } from '../conformance/harness/server.ts';
import {
  type RawRequest,
  type RawResponse,
  sendSigned,
} from '../conformance/harness/signed-request.ts';
import type { OpenWrite } from './register.ts';

type Request = Omit<RawRequest, 'credentials' | 'agent'> & { readonly credentials?: Credentials };

/** Whatever dies, a client is told; after this time it was not. */
const deadlineMs = 30_000;

/** Something that the server must never do. */
export class Violation extends Error {}

/** Sends signed requests to a server that may die at any moment, and to the one that follows. */
export class CrashClient {
  #server: TestServer;
  #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  /** Requests that were answered, over all. */
  answered = 0;

  constructor(server: TestServer) {
    this.#server = server;
  }

  get root(): Credentials {
    return this.#server.root;
  }

  use(server: TestServer): void {
    this.close();
    this.#server = server;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 64 });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** @returns undefined where no whole answer came */
  async send(request: Request): Promise<RawResponse | undefined> {
    const credentials = request.credentials ?? this.#server.root;
    const sending = sendSigned(this.#server, { ...request, credentials, agent: this.#agent });
    const answer = await Promise.race([
      sending.catch(() => undefined),
      sleep(deadlineMs, 'late' as const, { ref: false }),
    ]);
    if (answer === 'late') throw new Violation(`no answer and no end: ${request.path}`);
    if (answer === undefined) return undefined;
    this.answered += 1;
    return answer;
  }

  /** An answer that must come, because nobody kills the server now. */
  async expect(request: Request, ...statuses: readonly number[]): Promise<RawResponse> {
    // Of a connection that died with a worker the client learns at its next use.
    const answer = (await this.send(request)) ?? (await this.send(request));
    const what = `${request.method ?? 'GET'} ${request.path}?${request.query ?? ''}`;
    if (answer === undefined) throw new Violation(`no answer to ${what}`);
    if (!statuses.includes(answer.status)) {
      throw new Violation(`${answer.status} to ${what}: ${answer.text.slice(0, 500)}`);
    }
    return answer;
  }

  /**
   * Sends what is right, so that nothing but a crash can keep it from being done.
   * @returns undefined where no whole answer came
   */
  async attempt(request: Request): Promise<RawResponse | undefined> {
    const answer = await this.send(request);
    if (answer === undefined || (answer.status < 300 && !answer.text.includes('<Error>'))) {
      return answer;
    }
    throw new Violation(`${answer.status} to ${request.method} ${request.path}: ${answer.text}`);
  }

  /** The same for a write of a register, which is told what became of it. */
  async write(write: OpenWrite, request: Request): Promise<RawResponse | undefined> {
    const answer = await this.attempt(request);
    if (answer === undefined) write.lose();
    else write.acknowledge();
    return answer;
  }

  /** A call of IAM or STS as root, or with other credentials. */
  query(
    service: 'iam' | 'sts',
    parameters: Readonly<Record<string, string>>,
    credentials?: Credentials,
  ): Request {
    const Version = service === 'iam' ? '2010-05-08' : '2011-06-15';
    return {
      method: 'POST',
      path: '/',
      service,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Version, ...parameters }).toString(),
      ...(credentials === undefined ? {} : { credentials }),
    };
  }
}

/** Every text between the tags of that name. */
export function texts(xml: string, tag: string): string[] {
  const pattern = new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g');
  return [...xml.matchAll(pattern)].map((match) => match[1] ?? '');
}
