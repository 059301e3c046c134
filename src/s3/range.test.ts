import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCopyRange, parseRange } from './range.ts';

describe('a Range header', () => {
  test('selects the bytes that it names', () => {
    assert.deepEqual(parseRange('bytes=0-4', 10), { start: 0, end: 5 });
    assert.deepEqual(parseRange('bytes=4-', 10), { start: 4, end: 10 });
    assert.deepEqual(parseRange('bytes=-3', 10), { start: 7, end: 10 });
    assert.deepEqual(parseRange('bytes=-30', 10), { start: 0, end: 10 });
    assert.deepEqual(parseRange('bytes=8-99', 10), { start: 8, end: 10 });
  });

  test('is ignored where it is malformed or asks for several ranges', () => {
    for (const header of [undefined, 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=5-4', 'items=0-1']) {
      assert.equal(parseRange(header, 10), undefined);
    }
    assert.equal(parseRange('bytes=0-1,3-4', 10), undefined);
  });

  test('is refused where nothing of it is in the object', () => {
    for (const [header, sizeBytes] of [
      ['bytes=10-', 10],
      ['bytes=0-0', 0],
      ['bytes=-1', 0],
      ['bytes=-0', 10],
    ] as const) {
      assert.throws(() => parseRange(header, sizeBytes), { code: 'InvalidRange', status: 416 });
    }
  });
});

describe('the range of a copied part', () => {
  test('has both ends, in order and inside the source', () => {
    assert.deepEqual(parseCopyRange('bytes=0-9', 10), { start: 0, end: 10 });
    for (const header of ['bytes=0-', 'bytes=-5', '0-4', 'bytes=4-2']) {
      assert.throws(() => parseCopyRange(header, 10), { code: 'InvalidArgument' });
    }
    assert.throws(() => parseCopyRange('bytes=0-10', 10), { code: 'InvalidRange' });
  });
});
