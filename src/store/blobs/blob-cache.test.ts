import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BlobCache } from './blob-cache.ts';

const bytes = Buffer.alloc(100, 7);
const ignore = () => {};

function offer(cache: BlobCache, ...ids: readonly number[]): void {
  for (const id of ids) cache.offer(id, bytes, ignore).release?.();
}

describe('the cache of small blobs', () => {
  test('keeps what is read a second time', () => {
    const cache = new BlobCache(1_000);
    offer(cache, 1);
    assert.equal(cache.get(1), undefined);
    offer(cache, 1);
    assert.deepEqual(cache.get(1)?.bytes, bytes);
  });

  test('gives back what it does not keep, and nothing that others may read', () => {
    const cache = new BlobCache(1_000);
    const given: Uint8Array[] = [];
    const take = () => cache.offer(1, Buffer.from(bytes), (back) => given.push(back));
    const first = take();
    assert.equal(given.length, 0);
    first.release?.();
    assert.deepEqual(given, [first.bytes]);
    take().release?.();
    cache.get(1)?.release?.();
    assert.equal(given.length, 1);
    // It was read by two at once, before it was kept.
    take().release?.();
    assert.equal(given.length, 2);
  });

  test('holds no more than its limit, and drops what was not used for the longest time', () => {
    const cache = new BlobCache(250);
    offer(cache, 1, 1, 2, 2);
    cache.get(1);
    for (let times = 0; cache.get(3) === undefined; times += 1) {
      assert.ok(times < 10);
      offer(cache, 3);
    }
    assert.deepEqual(
      [1, 2, 3].map((id) => cache.get(id) !== undefined),
      [true, false, true],
    );
  });

  test('finds part of what is read in a circle that is larger than it', () => {
    const cache = new BlobCache(100 * bytes.length);
    let found = 0;
    const rounds = 50;
    const circle = 125;
    for (let at = 0; at < rounds * circle; at += 1) {
      if (cache.get(at % circle) === undefined) offer(cache, at % circle);
      else found += 1;
    }
    assert.ok(found / (rounds * circle) > 0.5, `${found} of ${rounds * circle}`);
  });

  test('with a limit of 0 keeps nothing', () => {
    const cache = new BlobCache(0);
    offer(cache, 1, 1);
    assert.equal(cache.get(1), undefined);
  });
});
