import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCacheShare } from './read-cache-share.ts';

const gibibyte = 1_024 ** 3;
const mebibyte = 1_024 ** 2;

test('a worker keeps a 256th of the memory, within bounds', () => {
  const shares = [1, 16, 1_000].map((size) => readCacheShare(size * gibibyte, Infinity));
  assert.deepEqual(shares, [32 * mebibyte, 64 * mebibyte, 256 * mebibyte]);
});

test('what a container may use counts where it is less', () => {
  assert.equal(readCacheShare(64 * gibibyte, 16 * gibibyte), 64 * mebibyte);
});
