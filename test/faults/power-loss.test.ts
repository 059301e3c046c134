import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Random } from '../differential/random.ts';
import { PowerLab } from './power-loss.ts';

/** Moments that are tried; the extended run takes every one. */
const moments = 25;
const seed = Number(process.env.STRONGROOM_POWER_SEED ?? Date.now() % 1_000_000_000);

const lab = await PowerLab.open();
after(() => lab.close());

describe(`the store after a power loss (seed ${seed})`, () => {
  const random = new Random(seed);

  test('has called the system often enough for this to mean something', () => {
    assert.ok(lab.calls.length > 100);
  });

  for (let number = 0; number < moments; number += 1) {
    const at = random.below(lab.calls.length + 1);
    const keepsSome = number % 2 === 1;
    const what = keepsSome ? 'some of what was not synced is kept' : 'nothing unsynced is kept';
    test(`keeps its word after call ${at}, where ${what}`, async () => {
      await assert.doesNotReject(lab.lose(at, random.below(2 ** 32), keepsSome));
    });
  }
});
