import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Choice, checkChoice, chooseWorks, fullChoice, readSizes } from './choice.ts';
import { compare } from './compare.ts';
import { type Endpoint, readPeers } from './endpoint.ts';
import { type AgainstRoot, measureIdentity } from './identity.ts';
import { seedPeer } from './peer.ts';
import { measureDecisions } from './policy-decisions.ts';
import { printRow } from './print-row.ts';
import { residentBytes } from './process-usage.ts';
import { sampleRawWrites } from './raw-disk.ts';
import { sampleMd5, startNginx } from './references.ts';
import { writeReport } from './report.ts';
import { median } from './statistics.ts';
import { startStrongroom } from './strongroom.ts';
import { type Figures, verdictLine, verdicts } from './targets.ts';
import { fillReads } from './works.ts';

const usage = `npm run bench -- [options]
  --check             a short form; exits 1 and names what misses its target
  --full              every size and listing with 1, 16 and 64 clients; takes an hour and more
  --peers FILE        others to measure in turn, a JSON list of
                      {name, endpoint, accessKeyId, secretAccessKey, pid?}
  --works REGEX       only works whose name matches, such as '^GET'
  --clients LIST      instead of those that are chosen, such as 1,16,64
  --rounds N          samples of each (5; 3 with --check)
  --seconds N         of each sample (2; 1 with --check)
  --workers N         of the server (2)
  --listings LIST     keys of the buckets that are listed (1000,100000,1000000)
  --only PART         engine, identity or endpoints
  --json FILE         write all samples
  --report FOLDER     write tables and charts as FOLDER/performance.md
  --folder DIR        where data is put while it runs: the disk that is measured`;

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    peers: { type: 'string' },
    works: { type: 'string' },
    clients: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    workers: { type: 'string', default: '2' },
    listings: { type: 'string', default: '1000,100000,1000000' },
    only: { type: 'string', default: 'all' },
    json: { type: 'string' },
    report: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
  },
});
if (values.help) {
  console.log(usage);
  process.exit();
}
if (!['all', 'engine', 'identity', 'endpoints'].includes(values.only)) {
  console.error(`--only takes engine, identity or endpoints, not ${values.only}\n${usage}`);
  process.exit(2);
}

const numbers = (text: string) => text.split(',').map(Number);
const rounds = Number(values.rounds ?? (values.check ? 3 : 5));
const seconds = Number(values.seconds ?? (values.check ? 1 : 2));
const workers = Number(values.workers);
const listings = numbers(values.listings);
/** A process gives the memory of its start back after five seconds without requests. */
const idleAfterMs = 8_000;
const isMeasured = (part: string) => values.only === 'all' || values.only === part;

/** A user in a full store against root; undefined when it is not asked for. */
async function identityRatio(): Promise<number | undefined> {
  if (!isMeasured('identity')) return undefined;
  const connections = 32;
  const report = await measureIdentity({ rounds, seconds, connections, workers });
  const { users, groups, policiesEach } = report.population;
  const text = ({ ratio, processorRatio }: AgainstRoot) =>
    `${ratio.toFixed(2)} of root's rate and ${processorRatio.toFixed(2)} of the processor time`;
  console.log(
    `an ordinary user has ${text(report.oneUser)}, a thousand in turn ` +
      `${text(report.manyUsers)}; with ${users} users, ${groups} groups and ${policiesEach} ` +
      'policies each',
  );
  if (report.errors > 0) throw new Error(`${report.errors} requests of users failed`);
  return report.oneUser.ratio;
}

async function endpoints(ratioOfUsers: number | undefined): Promise<void> {
  const folder = mkdtempSync(join(values.folder, 'strongroom-bench-'));
  const base: Choice = values.check ? checkChoice : fullChoice(values.full);
  const choice =
    values.clients === undefined ? base : { ...base, clients: numbers(values.clients) };
  const sizes = readSizes(choice);
  console.log(`filling a store with ${listings.join(', ')} objects`);
  const own = await startStrongroom(folder, { workers, listings });
  const stops = [own.stop];
  try {
    await pause(idleAfterMs);
    const idleBytes = residentBytes(own.endpoint.pid);
    const nginx = await startNginx(folder, sizes);
    if (nginx !== undefined) stops.push(nginx.stop);
    const peers = values.peers === undefined ? [] : readPeers(values.peers);
    const peerListings = listings.filter((keys) => keys <= choice.peerListingLimit);
    for (const peer of peers) await seedPeer(peer, peerListings);
    const stores: readonly Endpoint[] = [own.endpoint, ...peers];
    for (const { bytes } of sizes) for (const store of stores) await fillReads(store, bytes);
    const works = chooseWorks(choice, listings, {
      matching: values.works,
      own: own.endpoint,
      peers,
      nginx: nginx?.endpoint,
    });
    const rows = await compare(works, { rounds, seconds, onRow: printRow });
    const rawWrites: number[] = [];
    const md5BytesPerSecond: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      rawWrites.push(sampleRawWrites(folder, 4096, seconds));
      md5BytesPerSecond.push(sampleMd5(seconds));
    }
    const figures: Figures = {
      rawWrites,
      md5BytesPerSecond,
      readyAfterSeconds: own.readyAfterSeconds,
      idleBytes,
      identityRatio: ratioOfUsers,
      largestListing: Math.max(...listings),
    };
    console.log(`raw 4 KiB write + fdatasync ${Math.round(median(rawWrites))}/s`);
    console.log(`MD5 on one core ${Math.round(median(md5BytesPerSecond) / 1e6)} MB/s`);
    const found = verdicts(rows, figures);
    for (const verdict of found) console.log(verdictLine(verdict));
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
    const run = { machine, settings: { rounds, seconds, workers }, figures, verdicts: found, rows };
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(run, null, 1)}\n`);
    if (values.report !== undefined) writeReport(values.report, run);
    const isBroken = rows.some(({ samples }) => samples.some(({ errors }) => errors > 0));
    if (isBroken || (values.check && found.some(({ met }) => !met))) process.exitCode = 1;
  } finally {
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMeasured('engine')) {
  const perSecond = measureDecisions(seconds / 2, rounds);
  console.log(`policy engine: ${Math.round(perSecond).toLocaleString('en')} decisions a second`);
}
const ratioOfUsers = await identityRatio();
if (isMeasured('endpoints')) await endpoints(ratioOfUsers);
