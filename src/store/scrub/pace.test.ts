import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pace } from './pace.ts';

const mebibyte = 1024 * 1024;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

describe('the pace of a scrub', () => {
  const signal = new AbortController().signal;
  const spendTenth = async (pace: Pace) => {
    for (let i = 0; i < 10; i += 1) await pace.spend(mebibyte / 100);
  };

  test('spends what it may, and an eighth of that while the process is busy', async () => {
    const options = { bytesPerSecond: mebibyte, signal };
    const freeMs = await timed(() => spendTenth(new Pace({ ...options, isBusy: () => false })));
    const busyMs = await timed(() => spendTenth(new Pace({ ...options, isBusy: () => true })));
    assert.ok(freeMs >= 95, `${freeMs} ms`);
    assert.ok(busyMs >= 795, `${busyMs} ms`);
    assert.ok(busyMs > freeMs * 2, `${busyMs} and ${freeMs} ms`);
  });

  test('makes up for a second that passed unused, and for no more', async () => {
    const pace = new Pace({ bytesPerSecond: 20 * mebibyte, isBusy: () => false, signal });
    await sleep(1_500);
    const waitedMs = await timed(() => pace.spend(22 * mebibyte));
    assert.ok(waitedMs >= 90, `${waitedMs} ms`);
  });

  test('does not wait without a rate, nor once it was told to stop', async () => {
    const isBusy = () => true;
    const stop = AbortSignal.abort();
    const endless = new Pace({ bytesPerSecond: 1, isBusy, signal: stop });
    const free = new Pace({ bytesPerSecond: undefined, isBusy, signal });
    const work = () => Promise.all([endless.spend(mebibyte), free.spend(mebibyte)]);
    assert.ok((await timed(work)) < 500);
  });
});
