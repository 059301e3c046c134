import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { nextSequence, sequenceOfId, sortableId, sortableIdLength } from './sortable-ids.ts';

describe('sortable ids', () => {
  test('sort by their sequence and give it back', () => {
    const sequence = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const property = fc.property(sequence, sequence, (a, b) => {
      const [idA, idB] = [sortableId(a, randomBytes), sortableId(b, randomBytes)];
      assert.equal(idA.length, sortableIdLength);
      assert.equal(sequenceOfId(idA), a);
      if (a !== b) assert.equal(idA < idB, a < b);
    });
    fc.assert(property);
  });

  test('of the same sequence differ', () => {
    assert.notEqual(sortableId(7, randomBytes), sortableId(7, randomBytes));
  });

  test('are told from other texts', () => {
    for (const id of ['', 'null', '!'.repeat(32), 'z'.repeat(32)]) {
      assert.equal(sequenceOfId(id), undefined);
    }
  });

  test('a sequence grows even when the clock stands still or goes back', () => {
    const first = nextSequence(() => 1_000, 0);
    assert.equal(
      nextSequence(() => 1_000, first),
      first + 1,
    );
    assert.equal(
      nextSequence(() => 10, first),
      first + 1,
    );
    assert.ok(nextSequence(() => 2_000, first) > first + 1);
  });
});
