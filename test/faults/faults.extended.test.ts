import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { describePoint } from './fault-points.ts';
import { FaultLab } from './fault-run.ts';

const lab = await FaultLab.open();
after(() => lab.close());

describe('the store under each system call failing in turn, and killed in each', () => {
  for (const point of lab.points.all) {
    test(`keeps its word after ${describePoint(point)}`, async () => {
      await assert.doesNotReject(lab.try(point));
    });
  }
});
