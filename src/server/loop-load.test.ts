import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as immediate } from 'node:timers/promises';
import { watchLoopLoad } from './loop-load.ts';

test('a process is busy while its event loop was for half of the time, and no longer', () => {
  let [nowMs, activeMs] = [1_000, 400];
  const isBusy = watchLoopLoad(
    () => nowMs,
    () => activeMs,
  );
  const afterMs = (passed: number, active: number) => {
    nowMs += passed;
    activeMs += active;
    return isBusy();
  };
  assert.equal(isBusy(), false, 'at the start');
  assert.equal(afterMs(300, 149), false, 'less than half');
  assert.equal(afterMs(300, 150), true, 'half');
  assert.equal(afterMs(200, 0), true, 'too soon to tell');
  assert.equal(afterMs(100, 0), false, 'at rest');
});

test('the event loop of this process is the one that is looked at', async () => {
  // Nothing is counted before the loop begins.
  await immediate();
  const isBusy = watchLoopLoad();
  const untilMs = performance.now() + 300;
  while (performance.now() < untilMs);
  assert.equal(isBusy(), true);
});
