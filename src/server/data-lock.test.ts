import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { lockDataFolder } from './data-lock.ts';
import { StartFailure } from './start-failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-lock-'));
after(() => rmSync(folder, { recursive: true }));

const holderProgram = `
  const { lockDataFolder } = await import(${JSON.stringify(new URL('./data-lock.ts', import.meta.url))});
  lockDataFolder(${JSON.stringify(folder)});
  // Whoever drops what it got holds the lock all the same.
  globalThis.gc();
  console.log('locked');
  setInterval(() => undefined, 1000);
`;

async function holdInAnotherProcess() {
  const holder = spawn(
    process.execPath,
    ['--expose-gc', '--input-type=module', '--eval', holderProgram],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      // What runs under the test runner reports to it on its output; this is a program by itself.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    },
  );
  let printed = '';
  for await (const chunk of holder.stdout) {
    printed += String(chunk);
    if (printed.includes('locked')) return holder;
  }
  throw new Error(`The holder ended and printed: ${printed}`);
}

describe('the lock of the data folder', () => {
  test('refuses a second server and names the folder and the process that has it', async () => {
    const holder = await holdInAnotherProcess();
    try {
      assert.throws(
        () => lockDataFolder(folder, 0),
        (error) =>
          error instanceof StartFailure &&
          error.message.includes(folder) &&
          error.message.includes(`process ${holder.pid}`),
      );
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
  });

  test('ends with its process, also by kill -9', async () => {
    const holder = await holdInAnotherProcess();
    holder.kill('SIGKILL');
    const lock = lockDataFolder(folder);
    lock.release();
  });

  test('is free again after its release, which may be repeated', () => {
    const lock = lockDataFolder(folder, 0);
    lock.release();
    lock.release();
    lockDataFolder(folder, 0).release();
  });
});
