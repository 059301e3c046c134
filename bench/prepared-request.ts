import { createHash } from 'node:crypto';
import { signHeaders } from '../test/conformance/harness/signed-request.ts';
import type { Endpoint } from './endpoint.ts';

/** A request that is ready to be sent: signed, and with a body of so many times the letter x. */
export interface PreparedRequest {
  readonly method: string;
  /** Path and query as they are sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes?: number;
}

/** What is asked for; `path` is encoded already, `query` sorted and encoded. */
export interface PlainRequest {
  readonly method: 'GET' | 'PUT' | 'HEAD' | 'DELETE' | 'POST';
  readonly path: string;
  readonly query?: string;
  readonly bodyBytes?: number;
}

/** Up to here clients sign the body; larger ones are sent as UNSIGNED-PAYLOAD. */
const signedBodyLimitBytes = 64 * 1024;

const digests = new Map<number, string>();

/** SHA-256 of a body of so many x. */
function bodyDigest(bytes: number): string {
  let digest = digests.get(bytes);
  if (digest === undefined) {
    digest = createHash('sha256').update('x'.repeat(bytes)).digest('hex');
    digests.set(bytes, digest);
  }
  return digest;
}

/** Sign a request for an endpoint; AWS and we accept it for fifteen minutes. */
export function prepareRequest(endpoint: Endpoint, request: PlainRequest): PreparedRequest {
  const { method, path, query, bodyBytes = 0 } = request;
  const { host } = new URL(endpoint.url);
  const full = query === undefined ? path : `${path}?${query}`;
  if (endpoint.credentials === undefined) return { method, path: full, headers: { host } };
  const digest = bodyBytes > signedBodyLimitBytes ? 'UNSIGNED-PAYLOAD' : bodyDigest(bodyBytes);
  const raw = { ...request, headers: { 'x-amz-content-sha256': digest } };
  const headers = signHeaders(host, raw, endpoint.credentials);
  return { method, path: full, headers, bodyBytes };
}

/** The bytes of a request on the wire, up to its body. */
export function requestHead({ method, path, headers, bodyBytes = 0 }: PreparedRequest): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const hasBody = method === 'PUT' || method === 'POST';
  const length = hasBody ? `content-length: ${bodyBytes}\r\n` : '';
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}${length}\r\n`, 'latin1');
}
