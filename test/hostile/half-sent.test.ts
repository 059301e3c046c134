import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { sendSigned } from '../conformance/harness/signed-request.ts';
import { held, openRaw, settledFiles, signedHead } from './raw-client.ts';

/** What a job may have open at the moment of the count. */
const ownFiles = 2;
/**
 * A new server opens some files once and keeps them: that of its audit records, a segment to read
 * from, and what SQLite keeps of the first integrity check.
 */
const openedOnceMs = 1_500;

const stallSeconds = 2;
const server = await useServer({
  arguments: [
    ...['--stall-timeout', `${stallSeconds}s`, '--header-timeout', `${stallSeconds}s`],
    ...['--min-throughput', '1KiB'],
  ],
});
const bucket = await createBucketWith(s3Client(server), ['kept']);
await sendSigned(server, { method: 'GET', path: `/${bucket}/kept`, credentials: server.root });
await delay(openedOnceMs);
const body = 'x'.repeat(20_000);
/** Sweeps are five seconds apart at most. */
const endedWithinMs = 20_000;

async function statusOf(key: string): Promise<number> {
  const path = `/${bucket}/${key}`;
  const { status } = await sendSigned(server, { method: 'HEAD', path, credentials: server.root });
  return status;
}

const halves: Readonly<Record<string, readonly string[]>> = {
  'with a length': [`Content-Length: ${body.length}`],
  'in chunks': ['Transfer-Encoding: chunked'],
};

for (const [how, extra] of Object.entries(halves)) {
  for (const ending of ['destroy', 'end', 'resetAndDestroy'] as const) {
    test(`a body ${how} that is half sent, and then ${ending}, makes no object`, async () => {
      const before = held(server.pid).files;
      const clients = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const client = await openRaw(server);
          const key = `half-${how.length}-${ending}-${index}`;
          const head = signedHead(server, 'PUT', `/${bucket}/${key}`, body, extra);
          const half = body.slice(0, 250 * (index + 1));
          const isChunked = how === 'in chunks';
          client.socket.write(
            isChunked ? `${head}${half.length.toString(16)}\r\n${half}\r\n` : head + half,
          );
          return { client, key };
        }),
      );
      await delay(100);
      for (const { client } of clients) client.socket[ending]();
      const files = await settledFiles(server.pid, before, endedWithinMs);
      assert.ok(files <= before + ownFiles, `${files} descriptors, ${before} before`);
      for (const { key } of clients) assert.equal(await statusOf(key), 404);
    });
  }
}

test('a slow writer is told RequestTimeout and ended, and makes no object', async () => {
  const client = await openRaw(server);
  const head = signedHead(server, 'PUT', `/${bucket}/slow`, body);
  client.socket.write(head);
  const dripping = setInterval(() => client.socket.write('x'), 100);
  const isEnded = await client.ended(endedWithinMs);
  clearInterval(dripping);
  client.socket.destroy();
  assert.ok(isEnded);
  assert.match(client.said(), /<Code>RequestTimeout<\/Code>/);
  assert.equal(await statusOf('slow'), 404);
});

test('a writer that is slower than its line but fast enough is not ended', async () => {
  const client = await openRaw(server);
  client.socket.write(signedHead(server, 'PUT', `/${bucket}/steady`, body));
  for (let at = 0; at < body.length; at += 1_000) {
    client.socket.write(body.slice(at, at + 1_000));
    await delay(200);
  }
  await client.ended(500);
  client.socket.destroy();
  assert.match(client.said(), /^HTTP\/1\.1 200 /);
  assert.equal(await statusOf('steady'), 200);
});

test('headers that come byte by byte are ended, a hundred connections of them', async () => {
  const before = held(server.pid).files;
  const clients = await Promise.all(Array.from({ length: 100 }, () => openRaw(server)));
  for (const { socket } of clients) socket.write(`GET /${bucket}/kept HTTP/1.1\r\nHost: x\r\n`);
  const dripping = setInterval(() => {
    for (const { socket } of clients) if (!socket.destroyed) socket.write('a');
  }, 100);
  const ended = await Promise.all(clients.map((client) => client.ended(endedWithinMs)));
  clearInterval(dripping);
  for (const { socket } of clients) socket.destroy();
  assert.ok(ended.every((one) => one));
  assert.ok((await settledFiles(server.pid, before, endedWithinMs)) <= before + ownFiles);
});

test('a reader that takes nothing of a large object is ended and holds no memory', async () => {
  const large = Buffer.alloc(32 * 1024 * 1024, 'l');
  const path = `/${bucket}/large`;
  const put = { method: 'PUT', path, body: large, credentials: server.root };
  assert.equal((await sendSigned(server, put)).status, 200);
  const before = held(server.pid);
  const clients = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const client = await openRaw(server);
      client.socket.pause();
      client.socket.write(signedHead(server, 'GET', path, ''));
      return client;
    }),
  );
  await delay(1_000);
  const during = held(server.pid);
  // Thirty times what is on its way to one reader, and not thirty times the object.
  assert.ok(during.bytes - before.bytes < 300 * 1024 * 1024, `${during.bytes - before.bytes}`);
  const files = await settledFiles(server.pid, before.files, endedWithinMs);
  for (const { socket } of clients) socket.destroy();
  assert.ok(files <= before.files + ownFiles, `${files} descriptors, ${before.files} before`);
});
