import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCrashTest } from './crash-run.ts';

const kills = Number(process.env.STRONGROOM_CRASH_KILLS ?? 100);
const seed = Number(process.env.STRONGROOM_CRASH_SEED ?? Date.now() % 1_000_000_000);

test(`nothing is lost or torn in ${kills} kills under load (seed ${seed})`, async (context) => {
  const { kills: killed, requests, seconds } = await runCrashTest({ kills, seed });
  const { worker, all, primary } = killed;
  assert.equal(worker + all + primary, kills);
  assert.ok(requests > kills, 'the server was under no load');
  const kinds = `${worker} of a worker, ${all} of all processes, ${primary} of the primary`;
  context.diagnostic(`${kinds}; ${requests} requests in ${seconds.toFixed(0)} s; seed ${seed}`);
});
