import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { sendSigned } from '../conformance/harness/signed-request.ts';
import { openRaw, signedHead } from './raw-client.ts';

const server = await useServer();
const bucket = await createBucket(s3Client(server));

/** A request that is good in itself, and must never be taken for one where it is a body. */
function hidden(key: string): string {
  return `${signedHead(server, 'PUT', `/${bucket}/${key}`, 'hidden')}hidden`;
}

function chunked(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
}

/** How a front server and this one might disagree on where a request ends. */
const attacks: Readonly<Record<string, (prize: string) => readonly [readonly string[], string]>> = {
  'a length and chunks': (prize) => [
    [`Content-Length: ${prize.length + 5}`, 'Transfer-Encoding: chunked'],
    `0\r\n\r\n${prize}`,
  ],
  'chunks and a length': (prize) => [
    ['Transfer-Encoding: chunked', 'Content-Length: 4'],
    chunked(prize),
  ],
  'two lengths': (prize) => [['Content-Length: 0', `Content-Length: ${prize.length}`], prize],
  'a list of lengths': (prize) => [[`Content-Length: 0, ${prize.length}`], prize],
  'a length with a sign': (prize) => [['Content-Length: +0'], prize],
  'a length in hexadecimal': (prize) => [['Content-Length: 0x0'], prize],
  'a length with a space': (prize) => [['Content-Length: 0 0'], prize],
  'a length beyond counting': (prize) => [['Content-Length: 18446744073709551616'], prize],
  'a coding that is none': (prize) => [['Transfer-Encoding: xchunked'], `0\r\n\r\n${prize}`],
  'chunked twice': (prize) => [['Transfer-Encoding: chunked, chunked'], `0\r\n\r\n${prize}`],
  'chunked, and then something': (prize) => [
    ['Transfer-Encoding: chunked, identity'],
    `0\r\n\r\n${prize}`,
  ],
  'two codings': (prize) => [
    ['Transfer-Encoding: identity', 'Transfer-Encoding: chunked'],
    `0\r\n\r\n${prize}`,
  ],
  'a coding with a space before its colon': (prize) => [
    ['Transfer-Encoding : chunked'],
    `0\r\n\r\n${prize}`,
  ],
  'a coding in a folded line': (prize) => [
    ['X: y', ' Transfer-Encoding: chunked'],
    `0\r\n\r\n${prize}`,
  ],
  'a coding after a bare line feed': (prize) => [
    ['X: y\nTransfer-Encoding: chunked'],
    `0\r\n\r\n${prize}`,
  ],
  'a coding after a bare carriage return': (prize) => [
    ['X: y\rTransfer-Encoding: chunked'],
    `0\r\n\r\n${prize}`,
  ],
  'a chunk size beyond counting': (prize) => [
    ['Transfer-Encoding: chunked'],
    `10000000000000000\r\n${prize}`,
  ],
  'a chunk size with a sign': (prize) => [['Transfer-Encoding: chunked'], `+0\r\n\r\n${prize}`],
  'a chunk that ends in a bare line feed': (prize) => [
    ['Transfer-Encoding: chunked'],
    `1\nx\n0\n\n${prize}`,
  ],
  'a chunk that is longer than it says': (prize) => [
    ['Transfer-Encoding: chunked'],
    `1\r\nxy\r\n0\r\n\r\n${prize}`,
  ],
};

describe('a request that is hidden in another one makes no object', () => {
  for (const [name, attack] of Object.entries(attacks)) {
    test(name, async () => {
      const key = name.replaceAll(/\W/g, '-');
      const [headers, body] = attack(hidden(key));
      const client = await openRaw(server);
      client.socket.write(signedHead(server, 'PUT', `/${bucket}/front`, '', headers) + body);
      assert.ok(await client.ended(10_000), 'the connection is ended');
      // The answer can be lost where the connection goes with bytes that nobody will read.
      assert.match(client.said(), /^(HTTP\/1\.1 (400|501) |$)/, client.said());
      assert.ok([...client.said().matchAll(/^HTTP\/1\.1 /gm)].length <= 1, 'one answer only');
      const path = `/${bucket}/${key}`;
      const seen = await sendSigned(server, { method: 'HEAD', path, credentials: server.root });
      assert.equal(seen.status, 404);
    });
  }

  test('a body that was not read, because its request was refused', async () => {
    const prize = hidden('after-a-refusal');
    const client = await openRaw(server);
    const lines = [`PUT /${bucket}/refused HTTP/1.1`, 'Host: h', `Content-Length: ${prize.length}`];
    client.socket.write(`${lines.join('\r\n')}\r\n\r\n${prize}`);
    await client.ended(1_000);
    client.socket.destroy();
    assert.match(client.said(), /^HTTP\/1\.1 403 /);
    assert.equal([...client.said().matchAll(/^HTTP\/1\.1 /gm)].length, 1, 'one answer only');
    const path = `/${bucket}/after-a-refusal`;
    const seen = await sendSigned(server, { method: 'HEAD', path, credentials: server.root });
    assert.equal(seen.status, 404);
  });
});

test('a body of a GET is no second request', async () => {
  const prize = hidden('body-of-a-get');
  const client = await openRaw(server);
  client.socket.write(
    signedHead(server, 'GET', `/${bucket}/none`, '', [`Content-Length: ${prize.length}`]) + prize,
  );
  await client.ended(1_000);
  client.socket.destroy();
  const answers = [...client.said().matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);
  assert.equal(answers.length, 1, client.said());
  const path = `/${bucket}/body-of-a-get`;
  const seen = await sendSigned(server, { method: 'HEAD', path, credentials: server.root });
  assert.equal(seen.status, 404);
});
