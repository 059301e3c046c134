import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { TestServer } from './server.ts';
import { signHeaders } from './signed-request.ts';

const mebibyte = 1_024 * 1_024;
/** One block over and over, so that the client needs no memory either. */
const block = Buffer.alloc(mebibyte, 'the bytes of a large object, again and again; ');

interface Upload {
  readonly path: string;
  readonly query?: string;
  readonly sizeMiB: number;
}

async function send(
  server: TestServer,
  { path, query }: Pick<Upload, 'path' | 'query'>,
  headers: Readonly<Record<string, string>>,
  pieces: Iterable<string | Uint8Array>,
): Promise<IncomingMessage> {
  const { host, port } = server;
  const raw = { method: 'PUT', path, ...(query && { query }), headers };
  const signed = signHeaders(`${host}:${port}`, raw, server.root);
  const outgoing = httpRequest({
    ...{ host, port, method: 'PUT', headers: signed, agent: false },
    path: query === undefined ? path : `${path}?${query}`,
  });
  const answered = once(outgoing, 'response');
  for (const piece of pieces) if (!outgoing.write(piece)) await once(outgoing, 'drain');
  outgoing.end();
  const [response]: readonly IncomingMessage[] = await answered;
  if (response === undefined) throw new Error('no answer');
  let text = '';
  for await (const data of response) text += String(data);
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${text}`);
  return response;
}

function crcOf(sizeMiB: number): number {
  let value = 0;
  for (let sent = 0; sent < sizeMiB; sent += 1) value = crc32(block, value);
  return value;
}

function* chunked(sizeMiB: number, trailer: string): Generator<string | Uint8Array> {
  for (let sent = 0; sent < sizeMiB; sent += 1) {
    yield `${mebibyte.toString(16)}\r\n`;
    yield block;
    yield '\r\n';
  }
  yield `0\r\n${trailer}\r\n\r\n`;
}

function* plain(sizeMiB: number): Generator<Uint8Array> {
  for (let sent = 0; sent < sizeMiB; sent += 1) yield block;
}

/** One PUT as the SDKs stream it: aws-chunked, with a checksum behind the body. */
export async function putInChunks(server: TestServer, upload: Upload): Promise<void> {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crcOf(upload.sizeMiB));
  const headers = {
    'content-encoding': 'aws-chunked',
    'transfer-encoding': 'chunked',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': String(upload.sizeMiB * mebibyte),
    'x-amz-trailer': 'x-amz-checksum-crc32',
  };
  const trailer = `x-amz-checksum-crc32:${checksum.toString('base64')}`;
  await send(server, upload, headers, chunked(upload.sizeMiB, trailer));
}

/** One PUT of a plain body, an object or a part of one. Returns its ETag. */
export async function putPlain(server: TestServer, upload: Upload): Promise<string> {
  const headers = {
    'content-length': String(upload.sizeMiB * mebibyte),
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
  };
  const { headers: answer } = await send(server, upload, headers, plain(upload.sizeMiB));
  return answer.etag ?? '';
}

/**
 * Read an object to its end, the first bytes of it slowly.
 * @throws when its bytes are not those that the uploads here send
 */
export async function readWhole(server: TestServer, path: string, sizeMiB: number): Promise<void> {
  const { host, port } = server;
  const headers = signHeaders(`${host}:${port}`, { path }, server.root);
  const outgoing = httpRequest({ host, port, path, headers, agent: false });
  outgoing.end();
  const [response]: readonly IncomingMessage[] = await once(outgoing, 'response');
  if (response?.statusCode !== 200) throw new Error(`GET was answered ${response?.statusCode}`);
  let value = 0;
  let bytes = 0;
  for await (const data of response) {
    if (!Buffer.isBuffer(data)) throw new Error('bytes were expected');
    // A server that reads on while its client does not would hold the rest by now.
    if (bytes === 0) await setTimeout(1_000);
    value = crc32(data, value);
    bytes += data.length;
  }
  if (bytes !== sizeMiB * mebibyte || value !== crcOf(sizeMiB)) {
    throw new Error(`${bytes} bytes with the checksum ${value} came back`);
  }
}
