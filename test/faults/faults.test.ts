import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Random } from '../differential/random.ts';
import { describePoint } from './fault-points.ts';
import { FaultLab } from './fault-run.ts';

/** Of all points, so that a run takes half a minute; the extended run does all of them. */
const pointsTried = 20;
const seed = Number(process.env.STRONGROOM_FAULT_SEED ?? Date.now() % 1_000_000_000);

const lab = await FaultLab.open();
after(() => lab.close());

describe(`the store under failing system calls (seed ${seed})`, () => {
  const random = new Random(seed);
  const chosen = Array.from({ length: pointsTried }, () => random.pick(lab.points.all));
  // Those of these calls found most of what was found.
  const opens = lab.points.all.filter(
    ({ call, fault, forEver }) => call === 'openat' && fault === 'error=EMFILE' && !forEver,
  );
  const points = [...chosen, ...opens];

  test('has hundreds of calls that can fail', () => {
    assert.ok(lab.points.all.length > 300, `${lab.points.all.length} points`);
  });

  for (const point of new Set(points)) {
    test(`keeps its word after ${describePoint(point)}`, async () => {
      await assert.doesNotReject(lab.try(point));
    });
  }
});
