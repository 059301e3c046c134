import { runCrashTest } from './crash-run.ts';

// Started by `npm run test:crash`, which checks the arguments.

const [kills = '', seed = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`${kills} kills, seed ${seed}`);
try {
  const run = { kills: Number(kills), seed: Number(seed), report: say };
  const { kills: killed, requests, seconds } = await runCrashTest(run);
  const { worker, all, primary } = killed;
  say(`${worker} kills of a worker, ${all} of all processes, ${primary} of the primary`);
  say(`nothing lost, nothing torn: ${requests} requests in ${seconds.toFixed(0)} s, seed ${seed}`);
} catch (error) {
  console.error(error);
  say(`FAILED with seed ${seed}`);
  process.exitCode = 1;
}
