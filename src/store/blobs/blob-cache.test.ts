import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BlobCache } from './blob-cache.ts';

const bytes = Buffer.alloc(100, 7);

describe('the cache of small blobs', () => {
  test('keeps what is read a second time', () => {
    const cache = new BlobCache(1_000);
    cache.offer(1, bytes);
    assert.equal(cache.get(1), undefined);
    cache.offer(1, bytes);
    assert.deepEqual(cache.get(1), bytes);
  });

  test('holds no more than its limit, and drops what was not used for the longest time', () => {
    const cache = new BlobCache(250);
    for (const id of [1, 2]) {
      cache.offer(id, bytes);
      cache.offer(id, bytes);
    }
    cache.get(1);
    cache.offer(3, bytes);
    cache.offer(3, bytes);
    assert.deepEqual(
      [1, 2, 3].map((id) => cache.get(id) !== undefined),
      [true, false, true],
    );
  });

  test('with a limit of 0 keeps nothing', () => {
    const cache = new BlobCache(0);
    cache.offer(1, bytes);
    cache.offer(1, bytes);
    assert.equal(cache.get(1), undefined);
  });
});
