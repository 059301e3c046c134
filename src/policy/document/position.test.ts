import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineIndex } from './position.ts';

test('lines and columns start at 1', () => {
  const lines = new LineIndex('ab\n\ncd');
  assert.deepEqual(lines.positionAt(0), { line: 1, column: 1 });
  assert.deepEqual(lines.positionAt(2), { line: 1, column: 3 });
  assert.deepEqual(lines.positionAt(3), { line: 2, column: 1 });
  assert.deepEqual(lines.positionAt(4), { line: 3, column: 1 });
  assert.deepEqual(lines.positionAt(6), { line: 3, column: 3 });
});

test('a span goes from its first character to behind its last', () => {
  const span = new LineIndex('x\nyz').span(0, 4);
  assert.deepEqual(span, { start: { line: 1, column: 1 }, end: { line: 2, column: 3 } });
});
