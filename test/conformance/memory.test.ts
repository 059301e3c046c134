import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { memoryOf } from './harness/process-memory.ts';
import { describeMemory } from './memory.ts';

const holdWhenTold = `
  process.stdin.once('data', () => {
    globalThis.held = Buffer.alloc(100 * 1024 * 1024, 'x');
    process.stdout.write('held');
  });
  process.stdout.write('ready');
`;

// Larger than the limit, so that a body which is held anywhere goes beyond it.
await describeMemory({ objectMiB: 512, partMiB: 128, keys: 20_000 });

test('the memory of a process is seen: this one holds what it was given', async () => {
  // A process of its own: what this one lets go meanwhile would hide it.
  const holder = spawn(process.execPath, ['--eval', holdWhenTold]);
  try {
    await once(holder.stdout, 'data');
    const own = () => memoryOf(holder.pid ?? 0).find(({ pid }) => pid === holder.pid);
    const before = own()?.residentMiB ?? 0;
    holder.stdin.write('hold');
    await once(holder.stdout, 'data');
    const after = own();
    assert.ok(before > 0);
    assert.ok((after?.residentMiB ?? 0) - before > 80);
    assert.ok((after?.peakMiB ?? 0) >= (after?.residentMiB ?? 0));
  } finally {
    holder.kill();
  }
});
