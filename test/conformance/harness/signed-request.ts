import { createHash, createHmac } from 'node:crypto';
import type { Agent } from 'node:http';
import { addressOf, certificate } from './access-mode.ts';
import { exchange, type RawResponse } from './exchange.ts';
import type { Credentials, TestServer } from './server.ts';

export type { RawResponse };

/** A request as it goes out; what is given here is sent as it stands. */
export interface RawRequest {
  readonly method?: string;
  /** The path as it is sent, percent-encoded; in path style, whatever the mode of the run. */
  readonly path: string;
  /** Send the path as it stands, in every mode. */
  readonly keepsPath?: boolean;
  /** The query string as it is sent and signed: encoded and sorted, without `?`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Undefined: not signed at all. */
  readonly credentials?: Credentials;
  readonly region?: string;
  readonly service?: string;
  readonly date?: Date;
  /** Headers that are sent but left out of the signature. */
  readonly unsignedHeaders?: Readonly<Record<string, string>>;
  /** Changes the signed headers just before they are sent. */
  readonly tamper?: (headers: Record<string, string>) => void;
  /** Keeps connections; each request has one of its own where none is given. */
  readonly agent?: Agent;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) =>
  createHmac('sha256', key).update(data).digest();

/** A query string without `=` after a name is signed with one. */
function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .join('&');
}

/**
 * Sign as "Signature Version 4" in the S3 API reference describes it.
 * @param host the host and port that the request is sent to
 * @returns all headers of the request, names lower-case
 */
export function signHeaders(
  host: string,
  raw: RawRequest,
  credentials: Credentials,
): Record<string, string> {
  const timestamp = (raw.date ?? new Date()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = timestamp.slice(0, 8);
  const payloadHash = sha256(raw.body ?? '');
  const headers: Record<string, string> = {
    host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': timestamp,
    ...(credentials.sessionToken === undefined
      ? {}
      : { 'x-amz-security-token': credentials.sessionToken }),
    ...raw.headers,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    raw.method ?? 'GET',
    raw.path,
    canonicalQuery(raw.query ?? ''),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const service = raw.service ?? 's3';
  const region = raw.region ?? 'us-east-1';
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const dayKey = hmac(`AWS4${credentials.secretAccessKey}`, day);
  const signingKey = hmac(hmac(hmac(dayKey, region), service), 'aws4_request');
  const signature = hmac(signingKey, toSign).toString('hex');
  headers.authorization =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, ` +
    `SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
}

/**
 * Send a request that no SDK would send: every byte of path, query and headers is the caller's, and
 * the signature is right for it unless `tamper` or `unsignedHeaders` make it wrong.
 */
export function sendSigned(server: TestServer, raw: RawRequest): Promise<RawResponse> {
  const isS3 = (raw.service ?? 's3') === 's3' && raw.keepsPath !== true;
  const written = { host: `${server.host}:${server.port}`, path: raw.path };
  const { host, path } = isS3 ? addressOf(server, raw.path) : written;
  const headers: Record<string, string> =
    raw.credentials === undefined
      ? { host, ...raw.headers }
      : signHeaders(host, { ...raw, path }, raw.credentials);
  Object.assign(headers, raw.unsignedHeaders);
  if (raw.body !== undefined) headers['content-length'] ??= String(Buffer.byteLength(raw.body));
  raw.tamper?.(headers);
  return exchange(
    {
      protocol: certificate === undefined ? 'http:' : 'https:',
      host: server.host,
      port: server.port,
      method: raw.method ?? 'GET',
      path: raw.query === undefined ? path : `${path}?${raw.query}`,
      headers,
      agent: raw.agent ?? false,
    },
    raw.body,
  );
}

/** The code of an error document, XML or JSON; undefined where there is none. */
export function errorCode(response: RawResponse): string | undefined {
  const json = /^\{"__type":"([^"]*)"/.exec(response.text);
  return (json ?? /<Code>([^<]*)<\/Code>/.exec(response.text))?.[1];
}
