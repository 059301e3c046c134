import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IdleWatch } from './idle-memory.ts';

/** The looks, from 1, at which a process of these loads is asked to collect. */
function collections(loads: readonly (readonly [requests: number, inFlight: number])[]): number[] {
  const watch = new IdleWatch();
  const looks = loads.map(([requests, inFlight]) => watch.shouldCollect(requests, inFlight));
  return looks.flatMap((collects, index) => (collects ? [index + 1] : []));
}

const times = (count: number, load: readonly [number, number]) =>
  Array.from({ length: count }, () => load);

test('a process that nobody asks anything after its start collects once', () => {
  assert.deepEqual(collections(times(100, [0, 0])), [1]);
});

test('one that has work at once waits for the first quiet look', () => {
  assert.deepEqual(collections([[500, 2], [900, 0], [900, 1], ...times(9, [901, 0])]), [4]);
});

test('one that has much work at once waits for a quiet minute', () => {
  assert.deepEqual(collections([[5_000, 2], ...times(30, [9_000, 0])]), [14]);
});

test('after work it waits for a quiet minute', () => {
  const loads = [...times(1, [0, 0]), [5_000, 3], ...times(30, [5_000, 0])] as const;
  assert.deepEqual(collections(loads), [1, 14]);
});

test('probes do not keep it from it, and are not worth it', () => {
  const probed = Array.from({ length: 400 }, (_, look) => [look * 5, 0] as const);
  assert.deepEqual(collections(probed), [1, 201]);
});

test('a request that is in flight is work', () => {
  const loads = [[0, 0], [2_000, 0], ...times(50, [2_000, 1])] as const;
  assert.deepEqual(collections(loads), [1]);
});
