import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evaluateRead, writeCondition } from './conditional.ts';

const object = { etag: 'abc', lastModifiedMs: Date.UTC(2026, 0, 1, 12, 0, 0, 700) };
const none = {
  ifMatch: undefined,
  ifNoneMatch: undefined,
  ifModifiedSince: undefined,
  ifUnmodifiedSince: undefined,
};
const sameSecond = 'Thu, 01 Jan 2026 12:00:00 GMT';
const before = 'Thu, 01 Jan 2026 11:59:59 GMT';

describe('the conditions of a read', () => {
  const cases = [
    ['no condition', {}, 'proceed'],
    ['the ETag that it has', { ifMatch: '"abc"' }, 'proceed'],
    ['an ETag without quotes', { ifMatch: 'abc' }, 'proceed'],
    ['any ETag', { ifMatch: '*' }, 'proceed'],
    ['another ETag', { ifMatch: '"x", "y"' }, 'failed'],
    ['not the ETag that it has', { ifNoneMatch: '"x", "abc"' }, 'not-modified'],
    ['not another ETag', { ifNoneMatch: '"x"' }, 'proceed'],
    ['a change since its second', { ifModifiedSince: sameSecond }, 'not-modified'],
    ['a change since before', { ifModifiedSince: before }, 'proceed'],
    ['no change since its second', { ifUnmodifiedSince: sameSecond }, 'proceed'],
    ['no change since before', { ifUnmodifiedSince: before }, 'failed'],
    ['an ETag over a date', { ifMatch: '"abc"', ifUnmodifiedSince: before }, 'proceed'],
    ['no ETag over a date', { ifNoneMatch: '"x"', ifModifiedSince: sameSecond }, 'proceed'],
    ['a date that is none', { ifModifiedSince: 'yesterday' }, 'proceed'],
  ] as const;
  for (const [name, conditions, kind] of cases) {
    test(`${name}: ${kind}`, () => {
      assert.equal(evaluateRead({ ...none, ...conditions }, object).kind, kind);
    });
  }
});

describe('the condition of a write', () => {
  test('is an ETag to match, or that there is nothing', () => {
    assert.equal(writeCondition(undefined, undefined), undefined);
    assert.deepEqual(writeCondition('"abc"', undefined), {
      ifMatch: 'abc',
      ifNoneMatch: undefined,
    });
    assert.deepEqual(writeCondition(undefined, '*'), { ifMatch: undefined, ifNoneMatch: '*' });
  });

  test('refuses what S3 does not implement', () => {
    for (const [match, noneMatch] of [
      [undefined, '"abc"'],
      ['"abc"', '*'],
    ]) {
      assert.throws(() => writeCondition(match, noneMatch), { code: 'NotImplemented' });
    }
  });
});
