import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MakeStores } from './stores.ts';

const name = 'sweep';
const leaseMs = 15_000;
const first = { name, holder: 'first', leaseMs };
const second = { name, holder: 'second', leaseMs };

/** What every store of leases on jobs promises. */
export function describeJobs(implementation: string, makeStores: MakeStores): void {
  describe(`leases on jobs: ${implementation}`, () => {
    test('a job that was never run is due, and one process gets it', async () => {
      const stores = await makeStores();
      const { jobs } = stores;
      assert.equal(jobs.isDue(name), true);
      const claims = await Promise.all([jobs.claim(first), jobs.claim(second)]);
      assert.deepEqual(claims, [{ cursor: undefined }, undefined]);
      assert.equal(jobs.isDue(name), false);
      await stores.close();
    });

    test('a lease that is not renewed ends, and its cursor is handed on', async () => {
      const stores = await makeStores();
      const { jobs, time } = stores;
      await jobs.claim(first);
      assert.equal(await jobs.renew({ ...first, cursor: 'half' }), true);
      time.nowMs += leaseMs - 1;
      assert.equal(await jobs.claim(second), undefined);
      time.nowMs += 1;
      assert.deepEqual(await jobs.claim(second), { cursor: 'half' });
      assert.equal(await jobs.renew({ ...first, cursor: 'late' }), false);
      const end = { name, holder: 'first', dueAtMs: 0, cursor: undefined, outcome: 'late' };
      assert.equal(await jobs.end(end), false);
      await stores.close();
    });

    test('an ended job is due at its time, wherever it is opened', async () => {
      const stores = await makeStores();
      await stores.jobs.claim(first);
      const dueAtMs = stores.time.nowMs + 1_000;
      const end = { name, holder: 'first', dueAtMs, cursor: 'c', outcome: 'swept 3' };
      assert.equal(await stores.jobs.end(end), true);
      const again = await stores.crashAndReopen();
      const [record] = await again.jobs.list();
      const { nowMs: endedAtMs } = again.time;
      const kept = { name, holder: undefined, dueAtMs, cursor: 'c', endedAtMs, outcome: 'swept 3' };
      assert.deepEqual(record, kept);
      assert.equal(again.jobs.isDue(name), false);
      again.time.nowMs = dueAtMs;
      assert.deepEqual(await again.jobs.claim(second), { cursor: 'c' });
      await again.close();
    });
  });
}
