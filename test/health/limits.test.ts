import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { sendSigned } from '../conformance/harness/signed-request.ts';
import { openRaw, type RawClient, signedHead } from '../hostile/raw-client.ts';

const limits = { connections: 20, requests: 8, perConnection: 4 };
const server = await useServer({
  arguments: [
    ...['--max-connections', String(limits.connections)],
    ...['--max-requests-in-flight', String(limits.requests)],
    ...['--max-requests-per-connection', String(limits.perConnection)],
  ],
});
const s3 = s3Client(server);
const bucket = await createBucketWith(s3, ['kept']);
s3.destroy();
const path = `/${bucket}/kept`;

function get(): Promise<{ readonly status: number; readonly text: string }> {
  return sendSigned(server, {
    path,
    credentials: server.root,
    unsignedHeaders: { connection: 'close' },
  });
}

/** Connections that each keep a request in flight: its body is half sent. */
async function holding(count: number): Promise<readonly RawClient[]> {
  const head = signedHead(server, 'PUT', `/${bucket}/held`, 'x'.repeat(1_000));
  const clients = await Promise.all(Array.from({ length: count }, () => openRaw(server)));
  for (const { socket } of clients) socket.write(`${head}x`);
  await delay(300);
  return clients;
}

async function letGo(clients: readonly RawClient[]): Promise<void> {
  for (const { socket } of clients) socket.destroy();
  await delay(300);
  assert.equal((await get()).status, 200, 'the server serves again');
}

test('requests beyond the limit in flight get 503 SlowDown as an S3 error', async () => {
  const clients = await holding(limits.requests);
  const { status, text } = await get();
  await letGo(clients);
  assert.equal(status, 503);
  assert.match(text, /<Error><Code>SlowDown<\/Code><Message>Please reduce your request rate\./);
});

test('connections beyond the limit get 503 SlowDown, and far beyond it none', async () => {
  const idle = await Promise.all(Array.from({ length: limits.connections }, () => openRaw(server)));
  await delay(100);
  const { status, text } = await get();
  const many = await Promise.all(Array.from({ length: 20 }, () => openRaw(server)));
  await delay(300);
  const dropped = many.filter(({ socket }) => socket.destroyed).length;
  await letGo([...idle, ...many]);
  assert.equal(status, 503);
  assert.match(text, /<Code>SlowDown<\/Code>/);
  assert.ok(dropped >= 10, `${dropped} were dropped`);
});

test('requests that one connection sends ahead of their answers are limited', async () => {
  const client = await openRaw(server);
  const one = signedHead(server, 'GET', path, '');
  client.socket.write(one.repeat(limits.perConnection + 3));
  await client.ended(1_000);
  client.socket.destroy();
  const statuses = [...client.said().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  assert.deepEqual(
    statuses,
    [...Array(limits.perConnection).fill('200'), ...Array(3).fill('503')],
    client.said(),
  );
});

test('one connection may send as many requests as it likes, one after the other', async () => {
  const client = await openRaw(server);
  const one = signedHead(server, 'GET', path, '');
  for (let sent = 1; sent <= limits.perConnection * 3; sent += 1) {
    client.socket.write(one);
    await delay(40);
    const statuses = [...client.said().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    assert.ok(statuses.every((status) => status === '200'));
  }
  client.socket.destroy();
});
