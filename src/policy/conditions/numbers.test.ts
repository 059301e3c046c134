import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareDecimals, parseDecimal } from './numbers.ts';

function compare(a: string, b: string): number {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  assert.ok(left !== undefined && right !== undefined);
  return Math.sign(compareDecimals(left, right));
}

test('integers of any length compare as integers do', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      assert.equal(compare(String(a), String(b)), a < b ? -1 : a > b ? 1 : 0);
      assert.equal(compare(`${a}.50`, `${a}.5`), 0);
    }),
  );
});

test('fractions compare digit by digit', () => {
  assert.equal(compare('1.10', '1.9'), -1);
  assert.equal(compare('-1.10', '-1.9'), 1);
  assert.equal(compare('-0.0', '0'), 0);
  assert.equal(compare('100', '1'), 1);
  assert.equal(compare('10', '010.000'), 0);
});

test('anything but digits, a sign and a point is no number', () => {
  for (const text of ['', '5abc', '1e3', '.5', '5.', '--1', ' 1', '1 ', '0x1', 'Infinity', '٣']) {
    assert.equal(parseDecimal(text), undefined, text);
  }
});
