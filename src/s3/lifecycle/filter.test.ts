import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { appliesTo } from './filter.ts';

const object = { key: 'logs/a', sizeBytes: 100, tags: [{ key: 'team', value: 'red' }] };
const Status = 'Enabled';
const red = { Key: 'team', Value: 'red' };

describe('the filter of a lifecycle rule', () => {
  const cases = [
    ['nothing', { Filter: {} }, true],
    ['its prefix', { Filter: { Prefix: 'logs/' } }, true],
    ['its prefix in the older form', { Prefix: 'logs/' }, true],
    ['another prefix', { Filter: { Prefix: 'log2' } }, false],
    ['its tag', { Filter: { Tag: red } }, true],
    ['another value of its tag', { Filter: { Tag: { ...red, Value: 'blue' } } }, false],
    ['objects above its size', { Filter: { ObjectSizeGreaterThan: 100 } }, false],
    ['objects above a smaller size', { Filter: { ObjectSizeGreaterThan: 99 } }, true],
    ['objects below its size', { Filter: { ObjectSizeLessThan: 100 } }, false],
    ['all of several', { Filter: { And: { Prefix: 'logs/', Tag: [red] } } }, true],
    ['one of several only', { Filter: { And: { Prefix: 'x', Tag: [red] } } }, false],
  ] as const;
  for (const [name, rule, applies] of cases) {
    test(`asking for ${name}: ${applies}`, () => {
      assert.equal(appliesTo({ Status, ...rule }, object), applies);
    });
  }
});
