import { Agent } from 'node:http';
import { after } from 'node:test';
import { exchange } from '../../conformance/harness/exchange.ts';
import type { TestServer } from '../../conformance/harness/server.ts';
import type { Signed } from './sign.ts';

/** What the server said: the id tells the record of the request. */
export interface Told {
  readonly status: number;
  readonly requestId: string;
}

const concurrency = 8;
const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
after(() => agent.destroy());

function textOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

/** Sends a request with its headers as they are, doubled ones too. */
export async function send({ host, port }: TestServer, signed: Signed): Promise<Told> {
  const { method, path, query, body } = signed;
  const length: readonly [string, string] = ['content-length', String(Buffer.byteLength(body))];
  const sendsBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE';
  const headers = [...signed.headers, ...(sendsBody ? [length] : [])].flat();
  const address = query.length === 0 ? path : `${path}?${query.join('&')}`;
  const answer = await exchange(
    { host, port, method, path: address, headers, agent },
    sendsBody ? body : undefined,
  );
  return { status: answer.status, requestId: textOf(answer.headers['x-amz-request-id']) };
}

/** Does the same with each of many, some at a time. */
export async function each<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const item = items[next];
      next += 1;
      if (item !== undefined) await act(item);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}
