import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQueue } from './queue.ts';

test('work runs a few at a time, in order, and what is too much is not done', async () => {
  const inTurn = createQueue(2, 3);
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = (number: number) => async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    done.push(number);
    return number;
  };
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => inTurn(work(number))));
  assert.deepEqual(results, [1, 2, 3, 4, 5, undefined]);
  assert.deepEqual(done, [1, 2, 3, 4, 5]);
  assert.equal(most, 2);
});

test('work that fails leaves its place to the next', async () => {
  const inTurn = createQueue(1, 1);
  const failing = inTurn(async () => {
    throw new Error('no');
  });
  const next = inTurn(async () => 'yes');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'yes');
});
