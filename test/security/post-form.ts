import { createHmac, randomBytes } from 'node:crypto';
import { exchange, type RawResponse } from '../conformance/harness/exchange.ts';
import type { Credentials, TestServer } from '../conformance/harness/server.ts';

/** A condition of a policy, as "Creating a POST policy" writes it. */
export type Condition = Readonly<Record<string, string>> | readonly (string | number)[];

/** A browser's form, in the order in which it is sent. */
export type Form = readonly (readonly [name: string, value: string | Uint8Array])[];

export interface SignedForm {
  readonly credentials: Credentials;
  readonly bucket: string;
  /** The fields that are no part of the signature. */
  readonly fields: Form;
  /** Those of the policy; bucket and signature are added unless `bare`. */
  readonly conditions: readonly Condition[];
  readonly bare?: boolean;
  readonly expiresInMs?: number;
}

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** The fields of a form that Signature Version 4 signs, without the file. */
export function signForm(form: SignedForm): Form {
  const { credentials, bucket, fields, conditions } = form;
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const proof: [string, string][] = [
    ['x-amz-algorithm', 'AWS4-HMAC-SHA256'],
    ['x-amz-credential', `${credentials.accessKeyId}/${day}/us-east-1/s3/aws4_request`],
    ['x-amz-date', stamp],
  ];
  if (credentials.sessionToken !== undefined) {
    proof.push(['x-amz-security-token', credentials.sessionToken]);
  }
  const covered = form.bare
    ? []
    : [{ bucket }, ...proof.map(([name, value]) => ({ [name]: value }))];
  const expiration = new Date(Date.now() + (form.expiresInMs ?? 60_000)).toISOString();
  const document = { expiration, conditions: [...covered, ...conditions] };
  const policy = Buffer.from(JSON.stringify(document)).toString('base64');
  const dayKey = hmac(`AWS4${credentials.secretAccessKey}`, day);
  const key = hmac(hmac(hmac(dayKey, 'us-east-1'), 's3'), 'aws4_request');
  const signature = hmac(key, policy).toString('hex');
  return [...fields, ...proof, ['policy', policy], ['x-amz-signature', signature]];
}

/** Send a form with its file to a bucket, in path style. */
export function sendForm(
  server: TestServer,
  bucket: string,
  form: Form,
  file: string | Uint8Array = 'file',
  headers: Readonly<Record<string, string>> = {},
): Promise<RawResponse> {
  const boundary = `form-${randomBytes(12).toString('hex')}`;
  const pieces: (string | Uint8Array)[] = [];
  for (const [name, value] of form) {
    pieces.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`,
      value,
      '\r\n',
    );
  }
  const last = 'Content-Disposition: form-data; name="file"; filename="name.txt"';
  pieces.push(`--${boundary}\r\n${last}\r\n\r\n`, file, `\r\n--${boundary}--\r\n`);
  const body = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
  const { host, port } = server;
  const type = `multipart/form-data; boundary=${boundary}`;
  return exchange(
    {
      ...{ host, port, method: 'POST', path: `/${bucket}` },
      headers: {
        host: `${host}:${port}`,
        'content-type': type,
        'content-length': body.length,
        ...headers,
      },
    },
    body,
  );
}
