import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { resolveLoopback, trust } from './access-mode.ts';

/** An answer, read to its end. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly text: string;
}

/** Send one request and read its answer to the end. */
export function exchange(
  options: RequestOptions,
  body?: string | Uint8Array,
): Promise<RawResponse> {
  const request = options.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent: false, lookup: resolveLoopback, ...trust, ...options });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const whole = Buffer.concat(chunks);
        const { headers, statusCode: status = 0 } = response;
        resolve({ status, headers, body: whole, text: whole.toString('utf8') });
      });
    });
    outgoing.end(body);
  });
}

/** Open a URL as anybody could: nothing is signed, nothing is added. */
export function openUrl(url: string | URL): Promise<RawResponse> {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  return exchange({ protocol, hostname, port, path: `${pathname}${search}` });
}
