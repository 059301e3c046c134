import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { PowerLab } from './power-loss.ts';

const seedsAtEach = 5;

const lab = await PowerLab.open();
after(() => lab.close());

describe('the store after a power loss at every moment', () => {
  for (let at = 0; at <= lab.calls.length; at += 1) {
    test(`keeps its word after call ${at}`, async () => {
      await assert.doesNotReject(lab.lose(at, 0, false));
      for (let seed = 1; seed <= seedsAtEach; seed += 1) {
        await assert.doesNotReject(lab.lose(at, seed, true), `seed ${seed}`);
      }
    });
  }
});
