import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCrashTest } from './crash-run.ts';

const kills = Number(process.env.STRONGROOM_CRASH_KILLS ?? 100);
const seed = Number(process.env.STRONGROOM_CRASH_SEED ?? Date.now() % 1_000_000_000);

/** On a slow machine fewer kills fit: the rest is for `npm run test:crash`. */
const limitMs = 60_000;
const leastKills = 3;

test(`nothing is lost or torn in up to ${kills} kills under load (seed ${seed})`, async (context) => {
  const { kills: killed, requests, seconds } = await runCrashTest({ kills, seed, limitMs });
  const { worker, all, primary } = killed;
  assert.ok(worker + all + primary >= Math.min(kills, leastKills));
  assert.ok(requests > kills, 'the server was under no load');
  const kinds = `${worker} of a worker, ${all} of all processes, ${primary} of the primary`;
  context.diagnostic(`${kinds}; ${requests} requests in ${seconds.toFixed(0)} s; seed ${seed}`);
});
