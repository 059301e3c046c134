import { createHash, createHmac } from 'node:crypto';
import { connect } from 'node:net';
import type { RawResponse } from '../conformance/harness/exchange.ts';
import type { TestServer } from '../conformance/harness/server.ts';
import { errorCode, signHeaders } from '../conformance/harness/signed-request.ts';

/** S3 takes no smaller chunk but the last one. */
export const chunkBytes = 8_192;

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) =>
  createHmac('sha256', key).update(data).digest();
const empty = sha256('');

/** An upload in signed chunks, before anyone lied in it. */
export interface ChunkedUpload {
  readonly path: string;
  /** Of the request, with its seed signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** Each with its size line and signature, the empty last one too. */
  readonly chunks: readonly Buffer[];
  /** What comes after the last chunk: the trailer, and the line that ends it all. */
  readonly end: string;
}

function chunk(data: Uint8Array, signature: string): Buffer {
  const head = `${data.length.toString(16)};chunk-signature=${signature}\r\n`;
  return Buffer.concat([Buffer.from(head), data, Buffer.from(data.length === 0 ? '' : '\r\n')]);
}

/**
 * Sign an upload as "Signature calculations for the Authorization header: transferring a payload in
 * multiple chunks" has it.
 * @param trailer a checksum that is signed behind the chunks, as `name:value`
 * @param length what the header says of the whole
 */
export function signChunks(
  server: TestServer,
  path: string,
  pieces: readonly Uint8Array[],
  trailer?: string,
  length: number = pieces.reduce((total, { length: bytes }) => total + bytes, 0),
): ChunkedUpload {
  const suffix = trailer === undefined ? '' : '-TRAILER';
  const host = `${server.host}:${server.port}`;
  const headers = signHeaders(
    host,
    {
      ...{ method: 'PUT', path },
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${suffix}`,
        'x-amz-decoded-content-length': String(length),
        ...(trailer !== undefined && { 'x-amz-trailer': trailer.split(':')[0] ?? '' }),
      },
    },
    server.root,
  );
  const stamp = headers['x-amz-date'] ?? '';
  const day = stamp.slice(0, 8);
  const scope = `${day}/us-east-1/s3/aws4_request`;
  const dayKey = hmac(`AWS4${server.root.secretAccessKey}`, day);
  const key = hmac(hmac(hmac(dayKey, 'us-east-1'), 's3'), 'aws4_request');
  const sign = (lines: readonly string[]) => hmac(key, lines.join('\n')).toString('hex');
  let previous = headers.authorization?.split('Signature=')[1] ?? '';
  const chunks = [...pieces, Buffer.alloc(0)].map((data) => {
    const text = ['AWS4-HMAC-SHA256-PAYLOAD', stamp, scope, previous, empty, sha256(data)];
    previous = sign(text);
    return chunk(data, previous);
  });
  if (trailer === undefined) return { path, headers, chunks, end: '\r\n' };
  const text = ['AWS4-HMAC-SHA256-TRAILER', stamp, scope, previous, sha256(`${trailer}\n`)];
  const end = `${trailer}\r\nx-amz-trailer-signature:${sign(text)}\r\n\r\n`;
  return { path, headers, chunks, end };
}

/** What the server answered: `200`, or status and code. */
function outcomeOf(text: string): string {
  const status = Number(/^HTTP\/1\.1 (\d{3})/m.exec(text)?.[1] ?? 0);
  const answer: RawResponse = { status, headers: {}, body: Buffer.alloc(0), text };
  const code = errorCode(answer);
  return code === undefined ? String(status) : `${status} ${code}`;
}

const answerDeadlineMs = 5_000;

/**
 * Send headers and a body as they are, over a connection of their own.
 * @param breaksOff end the connection after the body, however much was promised
 */
export function sendBody(
  server: TestServer,
  { path, headers }: Pick<ChunkedUpload, 'path' | 'headers'>,
  body: Uint8Array,
  { breaksOff = false, lengthBytes = body.length } = {},
): Promise<string> {
  const lines = Object.entries({
    ...headers,
    connection: 'close',
    'content-length': String(lengthBytes),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `PUT ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ port: server.port, host: server.host, allowHalfOpen: true });
    socket.setTimeout(answerDeadlineMs, () => socket.destroy());
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
    });
    socket.once('error', (error) => (text === '' && !breaksOff ? reject(error) : undefined));
    socket.once('close', () => resolve(outcomeOf(text)));
    socket.once('end', () => socket.end());
    socket.write(head);
    socket.write(body, () => {
      if (breaksOff) socket.end();
    });
  });
}
