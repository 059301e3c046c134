import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../operation/errors.ts';
import type { Reply, ReplyChunk, ReplyStream } from '../operation/reply.ts';
import { settleRequest, type UnreadBody, unreadBody } from './unread-body.ts';

const SERVER_NAME = 'Strongroom';

/** What the responder needs to know of the exchange. */
export interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly id: string;
  readonly hostId: string;
  /** The client waits for `100 Continue`, and was not told to go on. */
  readonly awaitsContinue: boolean;
  /** End the connection after this response. */
  readonly lastOnConnection: boolean;
}

const noBytes = new Uint8Array();

/** How a response ended: `aborted` when the client left before it had all. */
export interface Sent {
  readonly bytesSent: number;
  readonly aborted: boolean;
}

/**
 * Write a reply. When a streamed body fails in the middle the connection is destroyed: a client
 * must never take half an object for a whole one.
 * @throws ServiceError InvalidArgument before anything was written, for a header that would break
 * the response; whatever the stream throws
 */
export async function respond(exchange: Exchange, reply: Reply): Promise<Sent> {
  const { message, response } = exchange;
  const { body } = reply;
  const stream = isStream(body) ? body : undefined;
  try {
    const unread = unreadBody(message, exchange.awaitsContinue);
    response.writeHead(reply.status, headerLines(exchange, reply, unread));
    if (message.method === 'HEAD' || body === undefined)
      return await end(exchange, unread, noBytes);
    // A string would share an encoding with the headers, whose bytes are not UTF-8.
    if (typeof body === 'string') return await end(exchange, unread, Buffer.from(body));
    if (!isStream(body)) return await end(exchange, unread, body);
    return await sendStream(exchange, unread, body);
  } catch (error) {
    if (response.headersSent) response.destroy();
    throw error;
  } finally {
    stream?.close();
  }
}

function isStream(body: Reply['body']): body is ReplyStream {
  return typeof body === 'object' && 'next' in body;
}

function headerLines(exchange: Exchange, reply: Reply, unread: UnreadBody): string[] {
  const lines = ['x-amz-request-id', exchange.id, 'x-amz-id-2', exchange.hostId];
  lines.push('Server', SERVER_NAME);
  let hasLength = false;
  for (const [name, value] of Object.entries(reply.headers)) {
    if (value === undefined) continue;
    if (name === 'content-length') hasLength = true;
    lines.push(name, headerValue(name, value));
  }
  const { status, body } = reply;
  const isBodiless = status === 204 || status === 304;
  if (!hasLength && !isBodiless) lines.push('content-length', String(lengthOf(body)));
  if (exchange.lastOnConnection || unread.mustClose) lines.push('Connection', 'close');
  return lines;
}

function lengthOf(body: Reply['body']): number {
  if (body === undefined) return 0;
  if (typeof body === 'string') return Buffer.byteLength(body);
  return isStream(body) ? body.lengthBytes : body.length;
}

/**
 * A value as Latin-1 text, one character a byte. What goes beyond that is encoded by RFC 2047 in
 * metadata, as S3 documents it ("Working with object metadata"), and goes as UTF-8 elsewhere.
 */
function headerValue(name: string, value: string): string {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 0xff) return beyondLatin1(name, value);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) {
      throw new ServiceError('InvalidArgument', {
        message: `The value for the header ${name} has a control character.`,
        fields: { ArgumentName: name },
      });
    }
  }
  return value;
}

function beyondLatin1(name: string, value: string): string {
  const bytes = Buffer.from(value, 'utf8');
  return name.startsWith('x-amz-meta-')
    ? `=?UTF-8?B?${bytes.toString('base64')}?=`
    : headerValue(name, bytes.toString('latin1'));
}

async function end(
  { message, response }: Exchange,
  unread: UnreadBody,
  body: Uint8Array,
): Promise<Sent> {
  if (!unread.mustLinger) {
    response.end(body);
  } else {
    // The answer is out before the connection goes: a reset would take it from the client's hands.
    if (body.length > 0) response.write(body);
    else response.flushHeaders();
    await settleRequest(message);
    response.end();
  }
  return { bytesSent: body.length, aborted: false };
}

async function sendStream(
  exchange: Exchange,
  unread: UnreadBody,
  stream: ReplyStream,
): Promise<Sent> {
  const { response } = exchange;
  const unsent = new Set<ReplyChunk>();
  let bytesSent = 0;
  try {
    let upcoming = stream.next();
    for (;;) {
      const chunk = await upcoming;
      if (chunk === undefined) break;
      unsent.add(chunk);
      for (const piece of chunk.pieces) bytesSent += piece.length;
      if (bytesSent > stream.lengthBytes) throw new Error('a reply is longer than it said');
      const isRoomLeft = write(response, chunk.pieces, () => {
        if (unsent.delete(chunk)) chunk.release();
      });
      // The next piece is read while this one is on its way.
      upcoming = stream.next();
      upcoming.catch(() => undefined);
      if (!isRoomLeft && !(await drained(response))) return { bytesSent, aborted: true };
    }
    if (bytesSent !== stream.lengthBytes) throw new Error('a reply is shorter than it said');
    await end(exchange, unread, noBytes);
    if (unsent.size > 0) await closed(response);
    return { bytesSent, aborted: unsent.size > 0 };
  } finally {
    if (unsent.size > 0 && !response.writableFinished) response.destroy();
    // The callbacks of writes that were given up come later, and must not release again.
    const unreleased = [...unsent];
    unsent.clear();
    for (const chunk of unreleased) chunk.release();
  }
}

/** Write pieces with one call to the system. @returns whether there is room for more */
function write(response: ServerResponse, pieces: readonly Uint8Array[], done: () => void): boolean {
  const last = pieces.length - 1;
  for (let i = 0; i < last; i++) response.write(pieces[i]);
  return response.write(pieces[last], done);
}

/** Wait until there is room again; false when the client is gone. */
function drained(response: ServerResponse): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (isOpen: boolean) => {
      response.off('drain', onDrain);
      response.off('close', onClose);
      resolve(isOpen);
    };
    const onDrain = () => settle(true);
    const onClose = () => settle(false);
    response.on('drain', onDrain);
    response.on('close', onClose);
  });
}

/** Wait until all was handed to the system, or the connection ended. */
function closed(response: ServerResponse): Promise<void> {
  if (response.writableFinished || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    response.once('finish', resolve);
    response.once('close', resolve);
  });
}
