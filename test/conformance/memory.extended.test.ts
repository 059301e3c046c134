import assert from 'node:assert/strict';
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { describeMemory } from './memory.ts';

const gibibyte = 1_024 ** 3;

test('there is room for what comes', () => {
  const { bavail, bsize } = statfsSync(tmpdir());
  assert.ok(bavail * bsize > 16 * gibibyte, `${tmpdir()} has less than 16 GiB free`);
});

// The largest object that one PUT may make, and the same by parts.
await describeMemory({ objectMiB: 5 * 1_024, partMiB: 128, keys: 1_000_000 });
