import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCrashTest } from './crash-run.ts';

const kills = 1_000;
const seed = Number(process.env.STRONGROOM_CRASH_SEED ?? Date.now() % 1_000_000_000);

test(`nothing is lost or torn in ${kills} kills under load (seed ${seed})`, async () => {
  const { kills: killed } = await runCrashTest({ kills, seed });
  assert.equal(killed.worker + killed.all + killed.primary, kills);
});
