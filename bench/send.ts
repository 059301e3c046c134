import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type PreparedRequest, requestHead } from './prepared-request.ts';
import type { SendReport } from './sender-protocol.ts';

export interface SendOptions {
  readonly connections: number;
  /** Go round for so long; undefined: send each request once. */
  readonly seconds?: number;
}

/** Send requests from a process of their own, and wait for its report. */
export function send(
  endpoint: string,
  requests: readonly PreparedRequest[],
  { connections, seconds }: SendOptions,
): Promise<SendReport> {
  const { hostname: host, port } = new URL(endpoint);
  const wire = requests.map((request) => ({
    head: requestHead(request),
    bodyBytes: request.bodyBytes ?? 0,
    isHead: request.method === 'HEAD',
  }));
  const plan = { host, port: Number(port), connections, requests: wire };
  const path = fileURLToPath(new URL('sender.ts', import.meta.url));
  const child = fork(path, { serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    child.once('message', (report: SendReport) => resolve(report));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the sender ended with ${code}`)));
    child.send(seconds === undefined ? plan : { ...plan, seconds });
  });
}
