import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { afterPrefix, compareKeys } from './key-order.ts';

// Around the places where the order of UTF-16 units and that of bytes part.
const edges = [
  '\0',
  'a',
  '\u007f',
  '\u0080',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
];
const character = fc.oneof(
  fc.constantFrom(...edges),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const text = fc.array(character, { maxLength: 5 }).map((parts) => parts.join(''));
const bytesOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('the order of keys', () => {
  test('is that of their UTF-8 bytes', () => {
    const property = fc.property(text, text, (a, b) => {
      assert.equal(Math.sign(compareKeys(a, b)), bytesOrder(a, b));
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  test('has the successor of a prefix after everything that begins with it, and nothing between', () => {
    const property = fc.property(text, text, text, (prefix, rest, other) => {
      const after = afterPrefix(prefix);
      if (after === undefined) {
        assert.match(prefix, /^\u{10ffff}*$/u);
        return;
      }
      assert.ok(bytesOrder(prefix + rest, after) < 0);
      const isBetween = bytesOrder(other, prefix) >= 0 && bytesOrder(other, after) < 0;
      assert.equal(isBetween, other.startsWith(prefix));
    });
    fc.assert(property, { numRuns: 5_000 });
  });
});
