import assert from 'node:assert/strict';
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The machine's own Node, where it is older than the one that the package brings. */
const olderNode = ['/usr/local/bin/node', '/usr/bin/node'].find((path) => {
  if (!existsSync(path)) return false;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return Number(stdout.slice(1).split('.')[0]) < 24;
});

/** What stands in for the program: it tells how it was started, and waits where asked to. */
const program = `
  if (process.env.STRONGROOM_LAUNCHED !== undefined) {
    process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
    process.channel.unref();
  }
  const [what, code] = process.argv.slice(2);
  if (what === 'read') process.stdin.pipe(process.stdout);
  if (what === 'wait') {
    setInterval(() => undefined, 1000);
    process.on('SIGTERM', () => { console.log('told'); process.exit(7); });
  }
  const { pid, version } = process;
  console.log(JSON.stringify({ version, pid, args: process.argv.slice(2) }));
  if (what === 'exit') process.exit(Number(code));
`;

describe('bin/strongroom.js', { skip: olderNode === undefined && 'no older Node is here' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-launcher-'));
  const installed = join(folder, 'node_modules', 'strongroom');
  const command = join(installed, 'bin', 'strongroom.js');

  before(() => {
    // As npm installs it: the package `node` is hoisted beside this one.
    mkdirSync(join(installed, 'dist', 'cli'), { recursive: true });
    cpSync(join(repository, 'bin'), join(installed, 'bin'), { recursive: true });
    writeFileSync(join(installed, 'package.json'), '{"type":"module"}');
    writeFileSync(join(installed, 'dist', 'cli', 'main.js'), program);
    symlinkSync(dirname(dirname(process.execPath)), join(folder, 'node_modules', 'node'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function start(args: readonly string[], options: SpawnOptions = {}) {
    return spawn(olderNode ?? '', [command, ...args], { stdio: 'pipe', ...options });
  }

  async function firstLine(child: ReturnType<typeof start>): Promise<{ pid: number }> {
    const [chunk] = await once(child.stdout ?? child, 'data');
    return JSON.parse(String(chunk));
  }

  test('starts the program with the Node that the package brings, and its arguments', () => {
    const { stdout, status } = spawnSync(olderNode ?? '', [command, 'exit', '3', '--x=y z'], {
      encoding: 'utf8',
    });
    assert.equal(status, 3);
    const { version, args } = JSON.parse(stdout);
    assert.equal(version, process.version);
    assert.deepEqual(args, ['exit', '3', '--x=y z']);
  });

  test('hands on standard input and output', () => {
    const { stdout } = spawnSync(olderNode ?? '', [command, 'read'], {
      input: 'through',
      encoding: 'utf8',
    });
    assert.match(stdout, /through$/);
  });

  test('forwards a signal and ends with the exit code of the program', async () => {
    const child = start(['wait']);
    await firstLine(child);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 7);
  });

  test('takes the program with it when it is killed', async () => {
    const child = start(['wait']);
    const { pid } = await firstLine(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (let attempt = 0; attempt < 50 && isAlive(pid); attempt++) await sleep(20);
    assert.ok(!isAlive(pid));
  });

  test('says what is missing when there is no Node to start', () => {
    const alone = mkdtempSync(join(tmpdir(), 'strongroom-alone-'));
    cpSync(join(repository, 'bin'), join(alone, 'bin'), { recursive: true });
    writeFileSync(join(alone, 'package.json'), '{"type":"module"}');
    const { stderr, status } = spawnSync(olderNode ?? '', [join(alone, 'bin', 'strongroom.js')], {
      encoding: 'utf8',
    });
    rmSync(alone, { recursive: true });
    assert.equal(status, 1);
    assert.match(stderr, /Node 24 or later is needed/);
  });

  test('runs in the running Node where that is new enough', () => {
    const { stdout } = spawnSync(process.execPath, [command, 'exit', '0'], { encoding: 'utf8' });
    assert.equal(JSON.parse(stdout).version, process.version);
  });
});

/** A process that nobody has waited for yet is a zombie: it is gone all the same. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
