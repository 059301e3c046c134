import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { type Credentials, startServer, type TestServer } from '../conformance/harness/server.ts';
import { signHeaders } from '../conformance/harness/signed-request.ts';

const folder = await mkdtemp(join(tmpdir(), 'strongroom-drain-'));
const dataFolder = join(folder, 'data');
const masterKeyFile = join(folder, 'master.key');
after(() => rm(folder, { recursive: true, force: true }));

function start(root?: Credentials, ...more: readonly string[]): Promise<TestServer> {
  return startServer({
    ...{ workers: 2, dataFolder, masterKeyFile, arguments: more },
    ...(root === undefined ? {} : { root }),
  });
}

function terminate({ pid }: TestServer): void {
  if (pid !== undefined) process.kill(pid, 'SIGTERM');
}

interface Put {
  readonly status: number;
  readonly connection: string | undefined;
}

/** A PUT over a kept connection, whose body takes a while; undefined where no answer came. */
async function put(
  server: TestServer,
  agent: Agent,
  path: string,
  pieces: readonly string[],
  everyMs: number,
): Promise<Put | undefined> {
  const body = pieces.join('');
  const host = `${server.host}:${server.port}`;
  const headers = signHeaders(host, { method: 'PUT', path, body }, server.root);
  headers['content-length'] = String(body.length);
  const { host: hostname, port } = server;
  const outgoing = request({ host: hostname, port, agent, method: 'PUT', path, headers });
  const answered = once(outgoing, 'response').then(
    async ([response]) => {
      response.resume();
      await once(response, 'end');
      return { status: response.statusCode, connection: response.headers.connection };
    },
    () => undefined,
  );
  outgoing.on('error', () => undefined);
  for (const piece of pieces) {
    outgoing.write(piece);
    if (everyMs > 0) await delay(everyMs);
  }
  outgoing.end();
  return answered;
}

test('a drain under load loses nothing that was acknowledged, and tells clients to go', async () => {
  const server = await start();
  const bucket = await createBucket(s3Client(server));
  const agent = new Agent({ keepAlive: true, maxSockets: 24 });
  const acknowledged: string[] = [];
  let isStopping = false;
  let kept = 0;
  const clients = Array.from({ length: 16 }, async (_, client) => {
    for (let round = 0; ; round += 1) {
      const path = `/${bucket}/key-${client}-${round}`;
      const sentAfterStop = isStopping;
      const answer = await put(server, agent, path, ['x'.repeat(3_000)], 0);
      if (answer?.status === 200) acknowledged.push(path);
      else assert.equal(answer, undefined, `${path}: ${answer?.status}`);
      if (sentAfterStop && answer !== undefined && answer.connection !== 'close') kept += 1;
      if (answer === undefined) return;
    }
  });
  // These are half sent when the signal comes, and go on.
  const slow = Array.from({ length: 4 }, (_, index) => {
    const pieces = Array.from({ length: 20 }, () => 'y'.repeat(500));
    return put(server, agent, `/${bucket}/slow-${index}`, pieces, 100);
  });
  await delay(1_000);
  terminate(server);
  await delay(150);
  isStopping = true;
  for (const [index, answer] of (await Promise.all(slow)).entries()) {
    assert.deepEqual(answer, { status: 200, connection: 'close' }, `slow-${index}`);
    acknowledged.push(`/${bucket}/slow-${index}`);
  }
  await Promise.all(clients);
  agent.destroy();
  assert.equal(kept, 0, 'connections that were kept open');
  assert.ok(acknowledged.length > 20);
  const { root } = server;
  await server.stop();
  const again = await start(root);
  try {
    const present = new Set<string>();
    const pages = paginateListObjectsV2({ client: s3Client(again) }, { Bucket: bucket });
    for await (const { Contents = [] } of pages) {
      for (const { Key } of Contents) present.add(`/${bucket}/${Key}`);
    }
    for (const path of acknowledged) assert.ok(present.has(path), path);
  } finally {
    await again.stop();
  }
});

test('a drain ends at its deadline, whatever a client does', async () => {
  const other = await startServer({ workers: 2, arguments: ['--drain-timeout', '1s'] });
  const bucket = await createBucket(s3Client(other));
  const agent = new Agent({ keepAlive: true });
  const pieces = Array.from({ length: 40 }, () => 'z');
  const cut = put(other, agent, `/${bucket}/endless`, pieces, 100);
  await delay(300);
  const begunAt = Date.now();
  terminate(other);
  assert.equal(await Promise.race([cut, delay(9_000, 'late')]), undefined);
  assert.ok(Date.now() - begunAt < 8_000);
  agent.destroy();
  await other.stop();
});
