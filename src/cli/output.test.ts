import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { gatherOutput } from './output.ts';

describe('output', () => {
  test('of one turn is written at once, in order', async () => {
    const written: string[] = [];
    const output = gatherOutput((text) => written.push(text));
    output.write('a\n');
    output.write('b\n');
    assert.deepEqual(written, []);
    await setImmediate();
    output.write('c\n');
    output.flush();
    await setImmediate();
    assert.deepEqual(written, ['a\nb\n', 'c\n']);
  });

  test('is never held back beyond its limit', () => {
    const written: string[] = [];
    const output = gatherOutput((text) => written.push(text));
    output.write('x'.repeat(70_000));
    assert.equal(written.length, 1);
  });
});
