import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from '../operation/errors.ts';
import type { Reply, ReplyChunk, ReplyStream } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import { requestBody } from './body.ts';
import { type Handle, Listener, type ListenerOptions } from './listener.ts';
import { defaultListenerLimits } from './listener-limits.ts';
import type { Sent } from './respond.ts';

const ok: Reply = { status: 200, headers: {}, body: 'ok' };
const listeners: Listener[] = [];
after(() => {
  for (const listener of listeners) listener.kill();
});

async function listening(handle: Handle, options: ListenerOptions = {}) {
  const listener = new Listener(options, handle);
  listeners.push(listener);
  const address = await listener.listen({ host: '127.0.0.1', port: 0 });
  assert.ok(address !== null && typeof address === 'object');
  return { listener, port: address.port };
}

/** Send raw bytes and give back all that the server says until it closes or falls silent. */
async function exchange(port: number, ...parts: (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const received = collect(socket);
  for (const part of parts) {
    socket.write(part);
    await delay(15);
  }
  const text = await Promise.race([received, delay(400).then(() => undefined)]);
  socket.destroy();
  return text ?? (await received);
}

async function collect(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.on('close', resolve));
  return text;
}

function get(path: string, ...headers: string[]): string {
  const lines = [`GET ${path} HTTP/1.1`, 'Host: h', 'Connection: close', ...headers];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

describe('a request', () => {
  let seen: WireRequest | undefined;
  const started = listening(async (request) => {
    seen = request;
    return ok;
  });

  test('is answered with both request ids, a date and a length', async () => {
    const answer = await exchange((await started).port, get('/'));
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(answer, /\r\nx-amz-request-id: [0-9A-F]{16}\r\n/);
    assert.match(answer, /\r\nx-amz-id-2: \S+\r\n/);
    assert.match(answer, /\r\nDate: /);
    assert.match(answer, /\r\ncontent-length: 2\r\n/);
    assert.ok(answer.endsWith('\r\n\r\nok'));
  });

  for (const path of ['/a/../b', '/a//b', '/%2e%2E/x', '/a%2Fb', '/%00', '/a+b', '/.', "/!'()*"]) {
    test(`keeps its path ${path} as it was sent`, async () => {
      await exchange((await started).port, get(`${path}?x=a+b&y&y=&z=%41`));
      assert.equal(seen?.rawPath, path);
      assert.deepEqual(
        seen?.query.list.map(({ name, value, hasEquals }) => [name, value, hasEquals]),
        [
          ['x', 'a+b', true],
          ['y', '', false],
          ['y', '', true],
          ['z', 'A', true],
        ],
      );
    });
  }

  test('in absolute form is the one in origin form, for its own host only', async () => {
    await exchange((await started).port, get('http://h/a/b?c'));
    assert.equal(seen?.rawPath, '/a/b');
    assert.equal(seen?.rawQuery, 'c');
    assert.match(await exchange((await started).port, get('http://other/a')), /^HTTP\/1\.1 400 /);
  });

  for (const [what, raw, status, code] of [
    ['with a broken escape in its path', get('/a%2'), 400, 'InvalidURI'],
    ['with bytes that are no UTF-8 in its path', get('/a%ff'), 400, 'InvalidURI'],
    ['with a broken escape in its query', get('/?a=%zz'), 400, 'InvalidURI'],
    ['for *', get('*').replace('GET', 'OPTIONS'), 400, 'InvalidURI'],
    ['with two Host headers', get('/', 'Host: other'), 400, 'InvalidRequest'],
    [
      'with two Authorization headers',
      get('/', 'Authorization: a', 'Authorization: b'),
      400,
      'InvalidRequest',
    ],
    ['with an x-amz header twice', get('/', 'x-amz-acl: a', 'X-Amz-Acl: b'), 400, 'InvalidRequest'],
    ['without a Host header', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'InvalidRequest'],
    [
      'with 2,502 headers',
      get('/', ...Array.from({ length: 2500 }, (_, i) => `a${i}: b`)),
      400,
      'RequestHeaderSectionTooLarge',
    ],
    [
      'with 9 KB of headers',
      get('/', `a: ${'b'.repeat(9000)}`),
      400,
      'RequestHeaderSectionTooLarge',
    ],
    [
      'with 100 KB of headers',
      get('/', `a: ${'b'.repeat(100_000)}`),
      400,
      'RequestHeaderSectionTooLarge',
    ],
    ['that is no HTTP', 'hello\r\n\r\n', 400, 'BadRequest'],
    ['with a negative Content-Length', get('/', 'Content-Length: -1'), 400, 'BadRequest'],
    ['with an empty Content-Length', get('/', 'Content-Length: '), 400, 'BadRequest'],
    ['with two lengths', get('/', 'Content-Length: 1', 'Content-Length: 2'), 400, 'BadRequest'],
    [
      'with Content-Length and Transfer-Encoding',
      get('/', 'Content-Length: 1', 'Transfer-Encoding: chunked'),
      400,
      'BadRequest',
    ],
    [
      'with Transfer-Encoding gzip, chunked',
      get('/', 'Transfer-Encoding: gzip, chunked'),
      501,
      'NotImplemented',
    ],
    ['with a bare line feed', 'GET / HTTP/1.1\nHost: h\n\n', 400, 'BadRequest'],
    ['with a folded header', get('/', 'a: b\r\n c'), 400, 'BadRequest'],
    ['with a space before a colon', get('/', 'a : b'), 400, 'BadRequest'],
  ] as const) {
    test(`${what} is ${status} ${code}`, async () => {
      const answer = await exchange((await started).port, raw);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.match(answer, new RegExp(`<Error><Code>${code}</Code>`));
    });
  }

  test('may repeat list headers and metadata, which are joined by commas', async () => {
    await exchange(
      (await started).port,
      get('/', 'x-amz-meta-a: 1', 'x-amz-meta-a:  2 ', 'if-match: "a"', 'If-Match: "b"'),
    );
    assert.equal(seen?.headers.get('x-amz-meta-a'), '1,2');
    assert.equal(seen?.headers.get('if-match'), '"a","b"');
  });

  for (const expectation of ['Expect: 200', 'Expect: ']) {
    test(`with "${expectation}" is answered as if it had none`, async () => {
      assert.match(await exchange((await started).port, get('/', expectation)), /^HTTP\/1\.1 200 /);
    });
  }

  test('is believed about its client only behind a trusted proxy', async () => {
    await exchange((await started).port, get('/', 'X-Forwarded-For: 203.0.113.9'));
    assert.equal(seen?.sourceIp, '127.0.0.1');
  });
});

const put = (length: number, ...headers: string[]) =>
  get('/', `Content-Length: ${length}`, ...headers).replace('GET', 'PUT');

describe('Expect: 100-continue', () => {
  test('is answered by the refusal alone when there is one', async () => {
    const { port } = await listening(async () => {
      throw new ServiceError('AccessDenied');
    });
    const answer = await exchange(port, put(5, 'Expect: 100-continue'));
    assert.match(answer, /^HTTP\/1\.1 403 Forbidden\r\n/);
    assert.match(answer, /\r\nConnection: close\r\n/);
    assert.match(answer, /<Code>AccessDenied<\/Code>/);
  });

  test('is answered by 100 when the body is opened', async () => {
    const { port } = await listening(async (request) => {
      const body = await requestBody(request, { kind: 'unsigned' }).readAll(10);
      return { ...ok, body };
    });
    const answer = await exchange(port, put(5, 'Expect: 100-continue'), 'hello');
    assert.match(answer, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    assert.ok(answer.endsWith('hello'));
  });
});

describe('a body that nobody reads', () => {
  const refuse: Handle = async () => {
    throw new ServiceError('AccessDenied');
  };

  test('is dropped when it is small, and the connection serves on', async () => {
    const { port } = await listening(refuse);
    const first = put(5).replace('Connection: close\r\n', '');
    const answer = await exchange(port, `${first}hello${get('/')}`);
    assert.equal(answer.match(/HTTP\/1\.1 403/g)?.length, 2);
  });

  test('does not keep the client from reading its refusal when it is large', async () => {
    const { port } = await listening(refuse);
    const size = 8 * 1024 * 1024;
    const answer = await exchange(
      port,
      put(size).replace('Connection: close\r\n', ''),
      Buffer.alloc(size),
    );
    assert.match(answer, /^HTTP\/1\.1 403 /);
    assert.match(answer, /\r\nConnection: close\r\n/);
  });
});

class PiecesOf implements ReplyStream {
  readonly lengthBytes: number;
  readonly pieces: (Buffer | Error)[];
  released = 0;
  isClosed = false;

  constructor(lengthBytes: number, pieces: (Buffer | Error)[]) {
    this.lengthBytes = lengthBytes;
    this.pieces = pieces;
  }

  async next(): Promise<ReplyChunk | undefined> {
    await delay(1);
    const bytes = this.pieces.shift();
    if (bytes instanceof Error) throw bytes;
    return bytes && { pieces: [bytes], release: () => void this.released++ };
  }

  close(): void {
    this.isClosed = true;
  }
}

describe('a streamed reply', () => {
  test('arrives whole, and all its buffers come back', async () => {
    const stream = new PiecesOf(
      3_000_000,
      [1, 2, 3].map((n) => Buffer.alloc(1_000_000, n)),
    );
    const { port } = await listening(async () => ({ status: 200, headers: {}, body: stream }));
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(bytes.length, 3_000_000);
    assert.equal(bytes[2_999_999], 3);
    assert.equal(stream.released, 3);
    assert.ok(stream.isClosed);
  });

  for (const [what, pieces] of [
    ['fails in the middle', [Buffer.alloc(5), new Error('a bad block')]],
    ['is shorter than it said', [Buffer.alloc(5)]],
    ['is longer than it said', [Buffer.alloc(5), Buffer.alloc(6)]],
  ] as const) {
    test(`that ${what} breaks the connection`, async () => {
      const stream = new PiecesOf(10, [...pieces]);
      const errors: unknown[] = [];
      const { port } = await listening(async () => ({ status: 200, headers: {}, body: stream }), {
        onError: (error) => errors.push(error),
      });
      await assert.rejects(
        fetch(`http://127.0.0.1:${port}/`).then((response) => response.arrayBuffer()),
      );
      assert.equal(errors.length, 1);
      assert.ok(stream.isClosed);
    });
  }

  test('whose client leaves is closed, and all its buffers come back', async () => {
    const stream = new PiecesOf(
      1e9,
      Array.from({ length: 1000 }, () => Buffer.alloc(1_000_000)),
    );
    const ended = Promise.withResolvers<Sent>();
    const { port } = await listening(async () => ({ status: 200, headers: {}, body: stream }), {
      onSent: (_request, _status, sent) => ended.resolve(sent),
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(get('/'));
    await once(socket, 'data');
    const taken = 1000 - stream.pieces.length;
    socket.destroy();
    assert.equal((await ended.promise).aborted, true);
    assert.ok(stream.isClosed);
    assert.ok(stream.released >= taken - 1);
  });
});

test('garbage after a request does not spoil the answer to it', async () => {
  const stream = new PiecesOf(20, [Buffer.alloc(10, 'a'), Buffer.alloc(10, 'b')]);
  const { port } = await listening(async () => ({ status: 200, headers: {}, body: stream }));
  const answer = await exchange(port, `${get('/').replace('close', 'keep-alive')}garbage\r\n\r\n`);
  assert.match(answer, /^HTTP\/1\.1 200 .*a{10}b{10}$/s);
});

describe('a header of a reply', () => {
  test('with CR or LF is refused, and nothing of it is sent', async () => {
    const { port } = await listening(async () => ({
      ...ok,
      headers: { 'content-type': 'a\r\nSet-Cookie: b' },
    }));
    const answer = await exchange(port, get('/'));
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.doesNotMatch(answer, /Set-Cookie/);
  });

  test('goes back as the bytes that came in', async () => {
    const { port } = await listening(async (request) => ({
      ...ok,
      headers: { 'x-amz-meta-a': request.headers.get('x-amz-meta-a') },
    }));
    const value = Buffer.from('Grüße', 'utf8').toString('latin1');
    const answer = await exchange(port, Buffer.from(get('/', `x-amz-meta-a: ${value}`), 'latin1'));
    assert.match(answer, new RegExp(`x-amz-meta-a: ${value}\r\n`));
  });

  test('beyond Latin-1 is encoded as S3 does it', async () => {
    const headers = { 'x-amz-meta-a': '漢', 'content-disposition': 'filename="漢"' };
    const { port } = await listening(async () => ({ ...ok, headers }));
    const answer = await exchange(port, get('/'));
    assert.match(answer, /\r\nx-amz-meta-a: =\?UTF-8\?B\?5ryi\?=\r\n/);
    assert.match(answer, /\r\ncontent-disposition: filename="æ¼¢"\r\n/);
  });
});

describe('a listener', () => {
  test('says SlowDown when too many requests are in flight', async () => {
    const limits = { ...defaultListenerLimits, maxInFlight: 1 };
    const { port } = await listening(async () => delay(100, ok), { limits });
    const url = `http://127.0.0.1:${port}/`;
    const statuses = await Promise.all([fetch(url), fetch(url)].map(async (r) => (await r).status));
    assert.deepEqual(statuses.sort(), [200, 503]);
  });

  test('gives up a body that does not come, with RequestTimeout', async () => {
    const limits = { ...defaultListenerLimits, stallTimeoutMs: 60 };
    const handle: Handle = async (request) => {
      await requestBody(request, { kind: 'unsigned' }).readAll(100);
      return ok;
    };
    const { port } = await listening(handle, { limits });
    const answer = await exchange(port, put(100), 'only this');
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/);
    assert.match(answer, /<Code>RequestTimeout<\/Code>/);
  });

  test('lets a slow handler take its time', async () => {
    const limits = { ...defaultListenerLimits, stallTimeoutMs: 30 };
    const { port } = await listening(async () => delay(200, ok), { limits });
    assert.match(await exchange(port, get('/')), /^HTTP\/1\.1 200 /);
  });

  test('drains: what is in flight ends, and nothing new comes in', async () => {
    const { listener, port } = await listening(async () => delay(100, ok));
    const answer = exchange(port, get('/').replace('Connection: close\r\n', ''));
    await delay(30);
    await listener.drain(2000);
    assert.match(await answer, /^HTTP\/1\.1 200 .*\r\nConnection: close\r\n/s);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  });

  test('drains no longer than its deadline', async () => {
    const { listener, port } = await listening(async () => delay(3000, ok, { ref: false }));
    const answer = exchange(port, get('/'));
    await delay(30);
    const begun = performance.now();
    await listener.drain(50);
    assert.ok(performance.now() - begun < 1000);
    assert.equal(await answer, '');
  });

  test('turns a defect into InternalError and tells only the log', async () => {
    const errors: unknown[] = [];
    const handle: Handle = async () => {
      throw new Error('a secret detail');
    };
    const { port } = await listening(handle, { onError: (error) => errors.push(error) });
    const answer = await exchange(port, get('/'));
    assert.match(answer, /^HTTP\/1\.1 500 /);
    assert.match(answer, /<Code>InternalError<\/Code>/);
    assert.doesNotMatch(answer, /secret detail/);
    assert.equal(errors.length, 1);
  });
});
