import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { sendBytes } from '../conformance/harness/raw-socket.ts';
import { useServer } from '../conformance/harness/server.ts';
import { sendSigned, signHeaders } from '../conformance/harness/signed-request.ts';

const server = await useServer();
const bucket = await createBucketWith(s3Client(server), ['kept'], 'body');
const host = `${server.host}:${server.port}`;
const target = `/${bucket}/kept`;

/** A DELETE that its owner signed: what a second reader would make of bytes behind a request. */
const signed = signHeaders(host, { method: 'DELETE', path: target }, server.root);
const smuggled = [
  `DELETE ${target} HTTP/1.1`,
  ...Object.entries(signed).map(([name, value]) => `${name}: ${value}`),
  'connection: close',
  '',
  '',
].join('\r\n');

const statuses = (answer: string) =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => status);

/** Bytes after which nothing may be deleted, and no second request may be seen. */
const frames: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['Content-Length and Transfer-Encoding', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
  ['Transfer-Encoding and Content-Length', ['Transfer-Encoding: chunked', 'Content-Length: 4']],
  ['two lengths', ['Content-Length: 0', 'Content-Length: 4']],
  ['two lengths in one line', ['Content-Length: 0, 4']],
  ['a length with a plus', ['Content-Length: +4']],
  ['a hexadecimal length', ['Content-Length: 0x4']],
  ['a negative length', ['Content-Length: -4']],
  ['a length with white space inside', ['Content-Length: 4 4']],
  ['white space before the colon', ['Content-Length : 4']],
  ['a folded header', ['X-A: b', ' Content-Length: 4']],
  ['chunked twice', ['Transfer-Encoding: chunked, chunked']],
  ['an identity of chunks', ['Transfer-Encoding: chunked, identity']],
  ['an unknown coding', ['Transfer-Encoding: xchunked']],
  ['a coding in quotes', ['Transfer-Encoding: "chunked"']],
  ['a coding after a tab', ['Transfer-Encoding:\u000bchunked']],
  ['two codings', ['Transfer-Encoding: chunked', 'Transfer-Encoding: gzip']],
  ['a name with a NUL', ['Content-\u0000Length: 4']],
  ['a bare line feed', ['X-A: b\nContent-Length: 4']],
  ['a bare carriage return', ['X-A: b\rContent-Length: 4']],
  ['no host', ['Host:']],
  ['two hosts', [`Host: ${host}`, 'Host: other']],
];

describe('a request ends where its framing says, or is refused', () => {
  for (const [name, lines] of frames) {
    test(name, async () => {
      const own = lines.some((line) => line.startsWith('Host:')) ? [] : [`Host: ${host}`];
      const head = ['PUT /no-such-bucket/key HTTP/1.1', ...own, ...lines, '', ''].join('\r\n');
      const seen = statuses(await sendBytes(server, `${head}0\r\n\r\n${smuggled}`));
      assert.ok(seen.length <= 1, `${seen.length} answers: ${seen.join()}`);
      for (const status of seen) assert.match(String(status), /^(400|403|404|501)$/);
      const kept = await sendSigned(server, { path: target, credentials: server.root });
      assert.equal(kept.text, 'body');
    });
  }

  for (const [name, body] of [
    ['a size with an extension of many lines', `0;a\r\nb\r\n\r\n${smuggled}`],
    ['a size beyond every number', `fffffffffffffffff\r\n${smuggled}`],
    ['a negative size', `-1\r\n\r\n${smuggled}`],
    ['a size with 0x', `0x0\r\n\r\n${smuggled}`],
    ['a chunk without its line end', `1\r\nx0\r\n\r\n${smuggled}`],
  ] as const) {
    test(`chunks with ${name}`, async () => {
      const head = `PUT /no-such-bucket/key HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const seen = statuses(await sendBytes(server, `${head}${body}`));
      assert.ok(seen.length <= 1, `${seen.length} answers: ${seen.join()}`);
      const kept = await sendSigned(server, { path: target, credentials: server.root });
      assert.equal(kept.text, 'body');
    });
  }

  test('the same bytes as a request of their own do delete', async () => {
    const answer = await sendBytes(server, smuggled);
    assert.deepEqual(statuses(answer), ['204']);
    const gone = await sendSigned(server, { path: target, credentials: server.root });
    assert.equal(gone.status, 404);
  });
});
