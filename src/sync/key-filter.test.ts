import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { mayHold, printFilter } from './key-filter.ts';

describe('a filter of keys', () => {
  test('holds every key that it was made of', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 200 }), (keys) => {
        const filter = printFilter(keys) ?? '';
        for (const key of keys) assert.ok(mayHold(filter, key), key);
      }),
    );
  });

  test('takes few others for its own, and has room in the metadata of an object', () => {
    const keys = Array.from({ length: 500 }, (_, n) => `posts/${n}/index.html`);
    const filter = printFilter(keys) ?? '';
    assert.ok(filter.length < 1400, String(filter.length));
    const others = Array.from({ length: 2000 }, (_, n) => `pages/${n}.html`);
    const taken = others.filter((key) => mayHold(filter, key)).length;
    assert.ok(taken < 40, String(taken));
    assert.ok((printFilter(Array.from({ length: 9000 }, String)) ?? '').length < 1400);
  });

  test('of no keys is none, and what is no filter may hold anything', () => {
    assert.equal(printFilter([]), undefined);
    for (const text of ['', '*', '0:AA', '7:']) assert.ok(mayHold(text, 'a'), text);
  });
});
