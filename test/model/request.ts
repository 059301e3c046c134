import { createHash, createHmac } from 'node:crypto';

/** An access key. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a step asks for, before it is signed. */
export interface Asked {
  readonly service: 's3' | 'iam' | 'kms';
  readonly method: string;
  /** Decoded; `/` for the root. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials: Credentials;
}

/** A request as it goes over the wire. */
export interface Outgoing {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const region = 'us-east-1';

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) =>
  createHmac('sha256', key).update(data).digest();

const signingKeys = new Map<string, Buffer>();

/** Four hashes that are the same all day. */
function signingKey(secret: string, day: string, service: string): Buffer {
  const name = `${secret} ${day} ${service}`;
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  if (signingKeys.size > 10_000) signingKeys.clear();
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), 'aws4_request');
  signingKeys.set(name, key);
  return key;
}

/** Signs as "Signature Version 4" in the S3 API reference describes it. */
export function sign(asked: Asked, host: string): Outgoing {
  const { service, method, credentials, body = '' } = asked;
  const timestamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = timestamp.slice(0, 8);
  const rawPath = asked.path.split('/').map(encode).join('/');
  const rawQuery = Object.entries(asked.query ?? {})
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers: Record<string, string> = {
    host,
    'content-length': String(Buffer.byteLength(body)),
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': timestamp,
    ...asked.headers,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    rawPath,
    rawQuery,
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const key = signingKey(credentials.secretAccessKey, day, service);
  headers.authorization =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, ` +
    `SignedHeaders=${names.join(';')}, Signature=${hmac(key, toSign).toString('hex')}`;
  return { method, rawPath, rawQuery, headers, body };
}
