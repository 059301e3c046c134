import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOperator } from './operators.ts';

test('an operator has a name, perhaps a set operator before and IfExists behind', () => {
  const operator = parseOperator('ForAnyValue:StringNotLikeIfExists');
  assert.equal(operator?.name, 'StringNotLike');
  assert.equal(operator?.set, 'ForAnyValue');
  assert.equal(operator?.ifExists, true);
  assert.equal(operator?.negated, true);
});

test('all 27 operators of IAM are known', () => {
  const names = [
    ...['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].map(
      (name) => `String${name}`,
    ),
    ...['Numeric', 'Date'].flatMap((family) =>
      ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
        (name) => `${family}${name}`,
      ),
    ),
    ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress'],
    ...['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'Null'],
  ];
  assert.equal(names.length, 27);
  for (const name of names) assert.equal(parseOperator(name)?.name, name);
});

test('what is none is refused', () => {
  const names = ['', 'stringequals', 'StringIs', 'IfExists', 'ForAllValues', 'ForAllValues:'];
  for (const name of [...names, 'ForAnyValue:Null', 'NullIfExists', 'AnyValue:Bool', 'Bool ']) {
    assert.equal(parseOperator(name), undefined, name);
  }
});
