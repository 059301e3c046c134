import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inParallel } from './in-parallel.ts';
import { printSize } from './sizes.ts';

describe('work in parallel', () => {
  test('does everything, never more at once than the width', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel(Array(20).keys(), 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await setImmediate();
      running -= 1;
      done.push(item);
    });
    assert.deepEqual([most, done.length], [3, 20]);
  });

  test('begins nothing more after an error, and throws it when the rest has ended', async () => {
    const begun: number[] = [];
    const work = inParallel(Array(20).keys(), 2, async (item) => {
      begun.push(item);
      await setImmediate();
      if (item === 2) throw new Error('third');
    });
    await assert.rejects(work, /third/);
    assert.ok(begun.length <= 5, String(begun.length));
  });
});

describe('a size', () => {
  test('is printed for people', () => {
    const sizes = [0, 999, 1000, 1234, 999_999, 12_345_678, 5e12];
    assert.deepEqual(sizes.map(printSize), [
      ...['0 B', '999 B', '1.0 kB', '1.2 kB', '1000 kB', '12.3 MB', '5.0 TB'],
    ]);
  });
});
