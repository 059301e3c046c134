import { createHash, createHmac } from 'node:crypto';
import { signHeaders } from '../../conformance/harness/signed-request.ts';
import type { Unsigned } from './catalogue.ts';

/** Where a request carries its proof. */
export type Place =
  | 'header'
  | 'chunked'
  | 'presigned'
  | 'header of version 2'
  | 'query of version 2';

/** Who signs, and when and for what. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** How long ago it was signed; a presigned request is good for a minute. */
  readonly agoMs?: number;
  /** The service of the scope, if not that of the request. */
  readonly scopeService?: string;
}

/** A request as it goes on the wire. */
export interface Signed {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  /** In order, and as often as they stand here. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const presignedSeconds = 60;
const streaming = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
const nameOf = (pair: string) => pair.replace(/=.*/, '');
const byName = (a: string, b: string) => (nameOf(a) < nameOf(b) ? -1 : 1);
const sorted = (query: readonly string[]) =>
  query
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort(byName)
    .join('&');

/** Parameters of operations that version 2 does not sign. */
const unsignedByVersion2 = new Set(['annotationName', 'id', 'list-type', 'x-id']);

function headerSigned(host: string, request: Unsigned, signer: Signer, chunked: boolean): Signed {
  const { method, path, query, body } = request;
  const { accessKeyId, secretAccessKey, sessionToken } = signer;
  const added = chunked
    ? { 'x-amz-content-sha256': streaming, 'x-amz-decoded-content-length': String(body.length) }
    : {};
  const headers = signHeaders(
    host,
    {
      ...{ method, path, body, query: sorted(query) },
      headers: { ...request.headers, ...added },
      service: signer.scopeService ?? request.service,
      date: new Date(Date.now() - (signer.agoMs ?? 0)),
    },
    { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  );
  return { method, path, query, headers: Object.entries(headers), body };
}

function presigned(host: string, request: Unsigned, signer: Signer): Signed {
  const { method, path, body } = request;
  const stamp = new Date(Date.now() - (signer.agoMs ?? 0))
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const service = signer.scopeService ?? request.service;
  const scope = `${day}/us-east-1/${service}/aws4_request`;
  const headers = [['host', host] as const, ...Object.entries(request.headers)];
  headers.sort(([a], [b]) => (a < b ? -1 : 1));
  const names = headers.map(([name]) => name).join(';');
  const query = [
    ...request.query,
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=${encode(`${signer.accessKeyId}/${scope}`)}`,
    `X-Amz-Date=${stamp}`,
    `X-Amz-Expires=${presignedSeconds}`,
    `X-Amz-SignedHeaders=${encode(names)}`,
    ...(signer.sessionToken === undefined
      ? []
      : [`X-Amz-Security-Token=${encode(signer.sessionToken)}`]),
  ];
  const payload = request.service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(body);
  const lines = headers.map(([name, value]) => `${name}:${value}`);
  const canonical = [method, path, sorted(query), ...lines, '', names, payload].join('\n');
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
  const dayKey = hmac(`AWS4${signer.secretAccessKey}`, day);
  const key = hmac(hmac(hmac(dayKey, 'us-east-1'), service), 'aws4_request');
  const signature = hmac(key, text).toString('hex');
  return { method, path, query: [...query, `X-Amz-Signature=${signature}`], headers, body };
}

/** The text that version 2 signs; it has no word for the service. */
function textOfVersion2({ method, path, query, headers }: Unsigned, date: string): string {
  const amz = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-'));
  const lines = amz
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`);
  const covered = query.filter((pair) => !unsignedByVersion2.has(nameOf(pair))).sort(byName);
  const inPath = covered.length === 0 ? '' : `?${covered.join('&')}`;
  const type = headers['content-type'] ?? '';
  return `${method}\n\n${type}\n${date}\n${lines.join('')}${path}${inPath}`;
}

function signedByVersion2(
  host: string,
  request: Unsigned,
  signer: Signer,
  inQuery: boolean,
): Signed {
  const atMs = Date.now() - (signer.agoMs ?? 0);
  const token = signer.sessionToken;
  const tokenHeader = token === undefined ? {} : { 'x-amz-security-token': token };
  const headers = { ...request.headers, ...tokenHeader };
  const expires = String(Math.floor(atMs / 1_000) + presignedSeconds);
  const date = new Date(atMs).toUTCString();
  const text = textOfVersion2({ ...request, headers }, inQuery ? expires : date);
  const signature = createHmac('sha1', signer.secretAccessKey).update(text).digest('base64');
  const sent: (readonly [string, string])[] = [['host', host], ...Object.entries(headers)];
  const { method, path, body } = request;
  if (!inQuery) {
    sent.push(['date', date], ['authorization', `AWS ${signer.accessKeyId}:${signature}`]);
    return { method, path, query: request.query, headers: sent, body };
  }
  const proof = [
    `AWSAccessKeyId=${signer.accessKeyId}`,
    `Expires=${expires}`,
    `Signature=${encode(signature)}`,
  ];
  return { method, path, query: [...request.query, ...proof], headers: sent, body };
}

/** Sign a request, correctly, for whoever is given. */
export function sign(place: Place, host: string, request: Unsigned, signer: Signer): Signed {
  switch (place) {
    case 'header':
    case 'chunked':
      return headerSigned(host, request, signer, place === 'chunked');
    case 'presigned':
      return presigned(host, request, signer);
    case 'header of version 2':
    case 'query of version 2':
      return signedByVersion2(host, request, signer, place === 'query of version 2');
  }
}

/** A request that nobody signed. */
export function unsigned(host: string, { method, path, query, headers, body }: Unsigned): Signed {
  return { method, path, query, headers: [['host', host], ...Object.entries(headers)], body };
}
