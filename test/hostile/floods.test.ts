import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { sendSigned } from '../conformance/harness/signed-request.ts';
import { held, openRaw, settledFiles, signedHead } from './raw-client.ts';

// A small heap is collected often: what is held shows as memory, not what waits for collection.
const server = await useServer({
  environment: { NODE_OPTIONS: '--max-old-space-size=96 --max-semi-space-size=2' },
});
const bucket = await createBucketWith(s3Client(server), ['kept'], 'k'.repeat(2_000));
const path = `/${bucket}/kept`;

/** Cuts a request anywhere and goes away, so many at a time. */
async function disconnect(count: number, atOnce: number): Promise<void> {
  const put = `${signedHead(server, 'PUT', `/${bucket}/gone`, 'x'.repeat(5_000))}${'x'.repeat(4_999)}`;
  const get = signedHead(server, 'GET', path, '');
  let left = count;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      const text = left % 3 === 0 ? get : put;
      const { socket } = await openRaw(server);
      socket.write(text.slice(0, (left * 7_919) % (text.length + 1)));
      await delay(1);
      if (left % 2 === 0) socket.resetAndDestroy();
      else socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

test('10,000 disconnects leave no descriptor, no memory and no object', async () => {
  // The first ones fill pools and compile code.
  await disconnect(2_000, 50);
  const files = await settledFiles(server.pid, 0, 2_000);
  const before = held(server.pid).bytes;
  await disconnect(8_000, 50);
  const after = await settledFiles(server.pid, files, 20_000);
  assert.ok(after <= files + 2, `${after} descriptors, ${files} before`);
  const grown = held(server.pid).bytes - before;
  assert.ok(grown < 32 * 1024 * 1024, `${grown} bytes more`);
  const gone = { method: 'HEAD', path: `/${bucket}/gone`, credentials: server.root };
  assert.equal((await sendSigned(server, gone)).status, 404);
});

test('floods of headers are refused, and leave nothing', async () => {
  const files = held(server.pid).files;
  const floods = [
    Array.from({ length: 5_000 }, (_, index) => `a${index}: b`),
    [`a: ${'b'.repeat(60_000)}`],
    Array.from({ length: 150 }, (_, index) => `a${index}: ${'b'.repeat(400)}`),
  ];
  for (const flood of floods) {
    let answered = 0;
    for (let round = 0; round < 20; round += 1) {
      const client = await openRaw(server);
      client.socket.write(signedHead(server, 'GET', path, '', flood));
      for (let tries = 0; tries < 50 && client.said() === ''; tries += 1) {
        if (await client.ended(100)) break;
      }
      client.socket.destroy();
      // The answer can be lost where the connection goes with bytes that nobody will read.
      assert.match(client.said(), /^(HTTP\/1\.1 400 .*RequestHeaderSectionTooLarge|$)/s);
      if (client.said() !== '') answered += 1;
    }
    assert.ok(answered > 0, 'no flood was answered');
  }
  assert.ok((await settledFiles(server.pid, files, 20_000)) <= files + 2);
});

const requestsPerRound = 400;

/** The 99th percentile of a small GET, in milliseconds, over one connection at a time. */
async function p99(): Promise<number> {
  const times: number[] = [];
  for (let request = 0; request < requestsPerRound; request += 1) {
    const from = performance.now();
    const { status } = await sendSigned(server, { path, credentials: server.root });
    times.push(performance.now() - from);
    assert.equal(status, 200);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

/** Slow writers, slow readers and slow headers that stay, and clients that come and go. */
async function attacked<T>(work: () => Promise<T>): Promise<T> {
  const clients = await Promise.all(Array.from({ length: 300 }, () => openRaw(server)));
  const put = signedHead(server, 'PUT', `/${bucket}/slow`, 'x'.repeat(100_000));
  for (const [index, { socket }] of clients.entries()) {
    socket.write(index % 3 === 0 ? put : index % 3 === 1 ? 'GET / HTTP/1.1\r\nA: ' : 'PUT ');
  }
  const dripping = setInterval(() => {
    for (const { socket } of clients.slice(0, 100)) if (!socket.destroyed) socket.write('x');
  }, 500);
  let isOver = false;
  const comingAndGoing = (async () => {
    while (!isOver) {
      await disconnect(1, 1);
      await delay(20);
    }
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    clearInterval(dripping);
    await comingAndGoing;
    for (const { socket } of clients) socket.destroy();
  }
}

test("hostile clients leave the others' 99th percentile within twice", async () => {
  await p99();
  const rounds: string[] = [];
  // Another process on the machine can make any one round slow; it has to hold in one of a few.
  for (let round = 0; round < 4; round += 1) {
    const before = await p99();
    const during = await attacked(p99);
    const after = await p99();
    rounds.push([before, during, after].map((each) => each.toFixed(1)).join(' '));
    if (during <= 2 * Math.max(before, after)) return;
  }
  assert.fail(`before, during, after in milliseconds: ${rounds.join('; ')}`);
});
