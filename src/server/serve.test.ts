import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const deadlineMs = 40_000;

const folder = mkdtempSync(join(tmpdir(), 'strongroom-serve-'));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  /** Everything printed so far, on both streams. */
  output(): string;
  readonly endpoint: string;
  readonly health: string;
}

function run(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code, output };
  });
  return { child, output: () => output, ended };
}

async function start(
  data: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<Started & { readonly ended: Promise<{ code: unknown; output: string }> }> {
  const listen = ['--listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  const server = run(['serve', '--data', data, ...listen, ...args], environment);
  const until = Date.now() + deadlineMs;
  for (;;) {
    const endpoint = /^Listening on (\S+)$/m.exec(server.output())?.[1];
    const health = /^Health on (\S+)$/m.exec(server.output())?.[1];
    if (endpoint !== undefined && health !== undefined) return { ...server, endpoint, health };
    assert.equal(server.child.exitCode, null, server.output());
    assert.ok(Date.now() < until, server.output());
    await sleep(20);
  }
}

async function stop({ child, ended }: { child: ChildProcess; ended: Promise<{ code: unknown }> }) {
  child.kill('SIGTERM');
  return (await ended).code;
}

// Each test waits for processes most of its time.
describe('serving', { timeout: 240_000, concurrency: 3 }, () => {
  test('the first start shows a key once, with the lines for the AWS CLI; no later one does', async () => {
    const data = join(folder, 'first');
    const first = await start(data, ['--workers', '1']);
    const secret = /^ {2}Secret access key {2}(\S{40})$/m.exec(first.output())?.[1];
    const id = /^ {2}Access key id {6}(AKIA[A-Z2-7]{16})$/m.exec(first.output())?.[1];
    assert.ok(secret !== undefined && id !== undefined, first.output());
    assert.match(first.output(), /^ {2}Account {12}\d{12}$/m);
    assert.ok(first.output().includes(`export AWS_ENDPOINT_URL=${first.endpoint} `));
    assert.ok(
      first.output().includes(`export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}\n`),
    );
    assert.equal(first.output().split(secret).length - 1, 2);
    assert.equal(await stop(first), 0);

    const second = await start(data, ['--workers', '1', '--log-level', 'debug']);
    assert.ok(!second.output().includes(secret) && !second.output().includes('Secret'));
    assert.equal(await stop(second), 0);
    for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
      const path = join(data, name);
      if (statSync(path).isFile()) assert.ok(!readFileSync(path).includes(secret), name);
    }
  });

  test('a root key from outside is taken, and its secret printed nowhere', async () => {
    const secret = 'vZ3xT9qLm2Wc8RbYp5KdHs7N';
    const environment = {
      STRONGROOM_ROOT_ACCESS_KEY_ID: 'AKIAROOTROOTROOTROOT',
      STRONGROOM_ROOT_SECRET_ACCESS_KEY: secret,
    };
    const data = join(folder, 'given');
    const first = await start(data, ['--workers', '1'], environment);
    assert.match(first.output(), /AKIAROOTROOTROOTROOT/);
    assert.ok(!first.output().includes(secret));
    assert.equal(await stop(first), 0);

    const again = await start(data, ['--workers', '1'], environment);
    assert.equal(await stop(again), 0);

    const other = { ...environment, STRONGROOM_ROOT_SECRET_ACCESS_KEY: `${secret}x` };
    const refused = run(['serve', '--data', data, '--listen', '127.0.0.1:0'], other);
    const { code, output } = await refused.ended;
    assert.equal(code, 1);
    assert.match(output, /the root key that was given is none of this data folder/);
    assert.ok(!output.includes(secret));
  });

  test('the master key is made apart from the data, for its owner only, and missed when it is gone', async () => {
    const data = join(folder, 'keyed');
    const key = join(folder, 'keys', 'master.key');
    const args = ['--workers', '1', '--master-key-file', key];
    assert.equal(await stop(await start(data, args)), 0);
    assert.equal(statSync(key).mode & 0o777, 0o600);
    assert.equal(statSync(data).mode & 0o777, 0o700);
    rmSync(key);
    const { code, output } = await run(['serve', '--data', data, ...args]).ended;
    assert.equal(code, 1);
    assert.ok(output.includes(key) && output.includes('is missing'), output);
    assert.ok(!existsSync(key));
  });

  test('a second server on the folder is refused by name, and the first goes on', async () => {
    const data = join(folder, 'locked');
    const first = await start(data, ['--workers', '1']);
    const { code, output } = await run(['serve', '--data', data, '--listen', '127.0.0.1:0']).ended;
    assert.equal(code, 1);
    assert.ok(output.includes(data) && output.includes(`process ${first.child.pid}`), output);
    assert.equal((await fetch(first.health)).status, 200);
    first.child.kill('SIGKILL');
    await first.ended;
    const third = await start(data, ['--workers', '1']);
    assert.equal(await stop(third), 0);
  });

  test('an address that is taken is named, and no data folder is left locked', async () => {
    const first = await start(join(folder, 'one'), ['--workers', '1']);
    const taken = new URL(first.endpoint).host;
    for (const workers of ['1', '2']) {
      const args = ['--data', join(folder, 'two'), '--listen', taken, '--workers', workers];
      const { code, output } = await run(['serve', ...args]).ended;
      assert.equal(code, 1);
      assert.ok(output.includes(`cannot listen on ${taken}: another process`), output);
    }
    assert.equal(await stop(first), 0);
  });

  test('a request in flight ends before the server does, and nothing new is taken', async () => {
    for (const workers of ['1', '2']) {
      const server = await start(join(folder, `drain-${workers}`), ['--workers', workers]);
      const upload = request(`${server.endpoint}/bucket/key`, {
        method: 'PUT',
        headers: { 'content-length': '10' },
      });
      const answered = once(upload, 'response').catch(() => [undefined]);
      upload.write('01234');
      await sleep(200);
      server.child.kill('SIGTERM');
      await sleep(300);
      await assert.rejects(fetch(server.endpoint));
      upload.end('56789');
      const [response] = await answered;
      assert.ok(response !== undefined, server.output());
      response.resume();
      assert.equal((await server.ended).code, 0, server.output());
    }
  });

  test('a second signal cuts off what is in flight', async () => {
    for (const workers of ['1', '2']) {
      const server = await start(join(folder, `cut-${workers}`), ['--workers', workers]);
      const upload = request(`${server.endpoint}/bucket/key`, {
        method: 'PUT',
        headers: { 'content-length': '10' },
      });
      upload.on('error', () => undefined);
      upload.write('01234');
      await sleep(200);
      server.child.kill('SIGTERM');
      await sleep(1_100);
      assert.equal(server.child.exitCode, null);
      server.child.kill('SIGINT');
      assert.equal((await server.ended).code, 1, server.output());
      upload.destroy();
    }
  });

  test('health tells live and ready, and anything else there is 404', async () => {
    const server = await start(join(folder, 'health'), ['--workers', '2']);
    assert.equal((await fetch(server.health)).status, 200);
    assert.equal((await fetch(new URL('/health/live', server.health))).status, 200);
    assert.equal((await fetch(new URL('/other', server.health))).status, 404);
    assert.equal((await fetch(server.health, { method: 'POST' })).status, 404);
    assert.equal(await stop(server), 0);
  });

  test('a worker that is killed is replaced', async () => {
    const server = await start(join(folder, 'workers'), ['--workers', '2']);
    const [victim] = childrenOf(server.child.pid);
    assert.ok(victim !== undefined);
    process.kill(victim, 'SIGKILL');
    const until = Date.now() + deadlineMs;
    while (!server.output().includes('a worker ended and is replaced')) {
      assert.ok(Date.now() < until, server.output());
      await sleep(20);
    }
    while ((await fetch(server.health)).status !== 200) {
      assert.ok(Date.now() < until, server.output());
      await sleep(50);
    }
    assert.equal(await stop(server), 0);
  });

  test('the workers end with their server, however that dies', async () => {
    const server = await start(join(folder, 'orphans'), ['--workers', '2']);
    const workers = childrenOf(server.child.pid);
    assert.equal(workers.length, 2);
    server.child.kill('SIGKILL');
    await server.ended;
    const until = Date.now() + deadlineMs;
    while (workers.some(isRunning)) {
      assert.ok(Date.now() < until);
      await sleep(20);
    }
  });

  test('accounts are made and listed while the server runs', async () => {
    const data = join(folder, 'accounts');
    const server = await start(data, ['--workers', '1']);
    const args = ['--data', data, '--json'];
    const made = await run(['account', 'create', ...args, '--name', 'team-a']).ended;
    assert.equal(made.code, 0, made.output);
    const { accountId, secretAccessKey } = JSON.parse(made.output);
    assert.match(secretAccessKey, /^\S{40}$/);
    const listed = await run(['account', 'list', ...args]).ended;
    assert.equal(listed.output.trim().split('\n').length, 2);
    assert.ok(listed.output.includes(`"accountId":"${accountId}"`));
    assert.equal(await stop(server), 0);
  });
});

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  return /^State:\s*[^ZX]/m.test(statusOf(pid));
}

function childrenOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isRunning(pid) && statusOf(pid).includes(`\nPPid:\t${parent}\n`));
}
