import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryOf } from './harness/process-memory.ts';
import { describeMemory } from './memory.ts';

// Larger than the limit, so that a body which is held anywhere goes beyond it.
await describeMemory({ objectMiB: 512, partMiB: 128, keys: 20_000 });

test('the memory of a process is seen: this one holds what it was given', () => {
  const own = () => memoryOf(process.pid).find(({ pid }) => pid === process.pid);
  const before = own()?.residentMiB ?? 0;
  const held = Buffer.alloc(100 * 1_024 * 1_024, 'x');
  const after = own();
  assert.ok((after?.residentMiB ?? 0) - before > 80 && held.length > 0);
  assert.ok((after?.peakMiB ?? 0) >= (after?.residentMiB ?? 0));
});
