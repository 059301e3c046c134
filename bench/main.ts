import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureIdentity } from './identity.ts';
import { type LoadSample, loadGenerator, sampleLoad } from './load.ts';
import { measureDecisions } from './policy-decisions.ts';
import { sampleRawWrites } from './raw-disk.ts';
import { median, medianRatio } from './statistics.ts';
import { putObjects, startBareServer, startStrongroom, type Target } from './target.ts';
import { poolKeys, prepareRequests } from './work.ts';

const objectBytes = 4_096;

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    workers: { type: 'string', default: '1' },
    only: { type: 'string', default: 'all' },
    'groups-per-user': { type: 'string', default: '1' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = Number(values.connections);

/** One row of the report: what was measured, of which target, in each round. */
interface Row {
  readonly name: string;
  readonly samples: LoadSample[];
}

const rate = (row: Row) => row.samples.map(({ requestsPerSecond }) => requestsPerSecond);
const whole = (figure: number) => Math.round(figure).toLocaleString('en');

/** Processor microseconds for a request; NaN where the system does not tell them. */
function microseconds(row: Row, who: 'generatorCpuSeconds' | 'serverCpuSeconds'): number {
  return median(
    row.samples.map(
      (sample) => ((sample[who] ?? Number.NaN) * 1e6) / (sample.requestsPerSecond * seconds),
    ),
  );
}

function printRow(row: Row): void {
  const errors = row.samples.reduce((sum, sample) => sum + sample.errors, 0);
  const p99 = median(row.samples.map(({ p99Ms }) => p99Ms)).toFixed(1);
  console.log(
    `${row.name.padEnd(28)} ${whole(median(rate(row))).padStart(9)}/s   p99 ${p99} ms   ` +
      `server ${microseconds(row, 'serverCpuSeconds').toFixed(0)} us, ` +
      `generator ${microseconds(row, 'generatorCpuSeconds').toFixed(0)} us a request` +
      (errors > 0 ? `   ${errors} ERRORS` : ''),
  );
}

/** Measure all targets in turn, round after round, so that a noisy machine is noisy for each. */
async function measureServer(bare: Target, strongroom: Target, folder: string) {
  const body = Buffer.alloc(objectBytes, 'x');
  const readKeys = poolKeys('read');
  await putObjects(strongroom, readKeys, body);
  const works: readonly [Row, Target, ReturnType<typeof prepareRequests>][] = [
    [
      { name: 'GET 4 KiB, bare node:http', samples: [] },
      bare,
      prepareRequests(bare, 'GET', readKeys),
    ],
    [{ name: 'GET 4 KiB', samples: [] }, strongroom, prepareRequests(strongroom, 'GET', readKeys)],
    [
      { name: 'PUT 4 KiB, durable', samples: [] },
      strongroom,
      prepareRequests(strongroom, 'PUT', poolKeys('write'), body),
    ],
  ];
  const rawWrites: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [row, target, requests] of works) {
      const options = { connections, seconds, serverPid: target.pid };
      row.samples.push(await sampleLoad(target.endpoint, requests, options));
    }
    rawWrites.push(sampleRawWrites(folder, objectBytes, seconds));
  }
  return { rows: works.map(([row]) => row), rawWrites };
}

/** The engine and the server by themselves, against bare references. */
async function benchServer(): Promise<void> {
  const decisionsPerSecond = measureDecisions(seconds / 2, rounds);
  console.log(`policy engine: ${whole(decisionsPerSecond)} decisions a second on one core`);

  const folder = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
  const bare = await startBareServer(objectBytes);
  const strongroom = await startStrongroom(Number(values.workers)).catch(async (error: unknown) => {
    await bare.stop();
    throw error;
  });
  try {
    const { rows, rawWrites } = await measureServer(bare, strongroom, folder);
    const [bareGet, get, put] = rows;
    if (bareGet === undefined || get === undefined || put === undefined) throw new Error('no rows');
    for (const row of rows) printRow(row);
    console.log(`raw 4 KiB write + fdatasync   ${whole(median(rawWrites)).padStart(9)}/s`);
    const ratios = {
      getToBareServer: medianRatio(rate(get), rate(bareGet)),
      putToRawWrites: medianRatio(rate(put), rawWrites),
    };
    console.log(
      `GET is ${ratios.getToBareServer.toFixed(2)} of a bare node:http server; ` +
        `durable PUT is ${ratios.putToRawWrites.toFixed(2)} of the raw write + fdatasync rate`,
    );
    if (values.json !== undefined) {
      const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
      const settings = { rounds, seconds, connections, workers: Number(values.workers) };
      const report = { machine, generator: loadGenerator(), settings, decisionsPerSecond, ratios };
      writeFileSync(values.json, `${JSON.stringify({ ...report, rows, rawWrites }, null, 2)}\n`);
    }
    const failed = rows.some(({ samples }) => samples.some(({ errors }) => errors > 0));
    if (failed) process.exitCode = 1;
  } finally {
    await Promise.all([bare.stop(), strongroom.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Users in a full store against root. */
async function benchIdentity(): Promise<void> {
  const groupsPerUser = Number(values['groups-per-user']);
  const workers = Number(values.workers);
  const report = await measureIdentity({ rounds, seconds, connections, workers, groupsPerUser });
  const { population, rootPerSecond, usersPerSecond, ratio, errors } = report;
  const { users, groups, policiesEach } = population;
  console.log(
    `GET 4 KiB by root ${whole(rootPerSecond)}/s, by ordinary users ${whole(usersPerSecond)}/s`,
  );
  console.log(
    `ordinary users have ${ratio.toFixed(2)} of root's rate, with ${whole(users)} users, ` +
      `${groups} groups and ${policiesEach} policies each, ${groupsPerUser} groups a user; ` +
      `a request of theirs takes ${report.processorRatio.toFixed(2)} of the processor time` +
      (errors > 0 ? `   ${errors} ERRORS` : ''),
  );
  if (values.json !== undefined && values.only === 'identity') {
    writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (errors > 0) process.exitCode = 1;
}

if (!['all', 'server', 'identity'].includes(values.only)) {
  throw new Error(`--only takes all, server or identity, not ${values.only}`);
}
if (values.only !== 'identity') await benchServer();
if (values.only !== 'server') await benchIdentity();
