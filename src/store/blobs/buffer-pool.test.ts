import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BufferPool } from './buffer-pool.ts';

const mebibyte = 1024 * 1024;

describe('a pool of buffers', () => {
  test('gives a buffer that came back again', () => {
    const pool = new BufferPool();
    const first = pool.take(60_000);
    assert.ok(first.length >= 60_000);
    pool.give(first);
    assert.equal(pool.take(50_000), first);
    assert.notEqual(pool.take(50_000), first);
  });

  test('is ample until much of it is in use, and again when that came back', () => {
    const pool = new BufferPool();
    const taken: Buffer[] = [];
    while (pool.isAmple) taken.push(pool.take(mebibyte));
    assert.ok(taken.length > 16 && taken.length < 64, `${taken.length} MiB`);
    for (const buffer of taken) pool.give(buffer);
    assert.ok(pool.isAmple);
  });

  test('keeps a bounded number of buffers for later', () => {
    const pool = new BufferPool();
    const taken = Array.from({ length: 40 }, () => pool.take(mebibyte));
    for (const buffer of taken) pool.give(buffer);
    const again = Array.from({ length: 40 }, () => pool.take(mebibyte));
    const kept = again.filter((buffer) => taken.includes(buffer)).length;
    assert.ok(kept >= 8 && kept <= 17, `${kept}`);
  });
});
