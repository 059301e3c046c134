import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startServer, type TestServer } from '../test/conformance/harness/server.ts';
import { median } from './statistics.ts';

/** `node bench/sync.ts`: publishes a built site with sync, aws s3 sync and rclone sync. */

/** One run of a tool: its own time, and what its processor spent, in seconds. */
interface ToolSample {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

type SyncStep = 'first' | 'nothing to do' | '50 changes';

interface SyncRow {
  readonly tool: string;
  readonly samples: Readonly<Record<SyncStep, ToolSample[]>>;
}

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '1' },
    program: {
      type: 'string',
      default: fileURLToPath(new URL('../bin/strongroom.js', import.meta.url)),
    },
    json: { type: 'string' },
  },
});
const changes = 50;
const extensions = ['html', 'css', 'js', 'txt', 'svg'];
/** About what pages and assets of a site have, in bytes; the same at every run. */
const sizes = [900, 2_500, 4_000, 7_000, 20_000];

interface Tool {
  readonly name: string;
  /** Publishes `build` in the current folder to a bucket, and deletes what is gone. */
  command(bucket: string): readonly string[];
}

const tools: readonly Tool[] = [
  {
    name: 'strongroom',
    command: (bucket) => [
      ...[process.execPath, values.program, 'sync', '--no-config', '--bucket', bucket],
      ...['--max-delete=-1', '--build-dir', 'build'],
    ],
  },
  {
    name: 'aws s3 sync',
    command: (bucket) => ['aws', 's3', 'sync', '--delete', 'build', `s3://${bucket}`],
  },
  {
    name: 'rclone sync',
    command: (bucket) => ['rclone', 'sync', '--fast-list', 'build', `strongroom:${bucket}`],
  },
];

function writeSite(folder: string, files: number): void {
  for (let index = 0; index < files; index += 1) {
    const under = join(folder, `d${index % 100}`);
    mkdirSync(under, { recursive: true });
    writePage(folder, index, 'first');
  }
  writeFileSync(join(folder, 'index.html'), 'home');
}

function writePage(folder: string, index: number, text: string): void {
  const extension = extensions[index % extensions.length];
  const size = sizes[index % sizes.length] ?? 0;
  const name = join(folder, `d${index % 100}`, `page-${index}.${extension}`);
  writeFileSync(name, `${text} ${index}\n`.padEnd(size + (index % 997), '.'));
}

function environmentOf({ endpoint, root }: TestServer, home: string): NodeJS.ProcessEnv {
  const { accessKeyId, secretAccessKey } = root;
  return {
    ...{ PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_DEFAULT_REGION: 'us-east-1' },
    ...{ RCLONE_CONFIG_STRONGROOM_TYPE: 's3', RCLONE_CONFIG_STRONGROOM_PROVIDER: 'Other' },
    ...{ RCLONE_CONFIG_STRONGROOM_ENV_AUTH: 'true', RCLONE_CONFIG_STRONGROOM_ENDPOINT: endpoint },
  };
}

/** Runs a command to its end. @throws where it fails */
function sample(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv): ToolSample {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    ...{ cwd, env, encoding: 'utf8' },
  });
  if (status !== 0)
    throw new Error(`${command.slice(0, 3).join(' ')} failed: ${stderr.slice(0, 500)}`);
  const [seconds = 0, user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { seconds, cpuSeconds: user + system };
}

const isInstalled = ({ name }: Tool) =>
  name === 'strongroom' ||
  spawnSync(name.split(' ')[0] ?? '', ['--version'], { stdio: 'ignore' }).status === 0;

/** Publishes the same site with each tool that is installed, in turn, round after round. */
async function measureSync(files: number, rounds: number): Promise<SyncRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-bench-sync-'));
  const server = await startServer({ workers: 1 });
  const { endpoint, root: credentials } = server;
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  const env = environmentOf(server, folder);
  const rows = tools.filter(isInstalled).map((tool) => {
    const samples: SyncRow['samples'] = { first: [], 'nothing to do': [], '50 changes': [] };
    return { tool, samples };
  });
  try {
    writeSite(join(folder, 'site', 'build'), files);
    for (let round = 0; round < rounds; round += 1) {
      for (const { tool, samples } of rows) {
        const Bucket = `bench-${round}-${tool.name.replaceAll(' ', '-')}`;
        // rclone of Debian sends an ACL.
        await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: 'ObjectWriter' }));
        const place = join(folder, Bucket);
        cpSync(join(folder, 'site'), place, { recursive: true, preserveTimestamps: true });
        const command = tool.command(Bucket);
        samples.first.push(sample(command, place, env));
        samples['nothing to do'].push(sample(command, place, env));
        for (let index = 0; index < changes; index += 1) {
          writePage(join(place, 'build'), index * 7, `round ${round}`);
        }
        samples['50 changes'].push(sample(command, place, env));
        rmSync(place, { recursive: true });
      }
    }
  } finally {
    s3.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows.map(({ tool, samples }) => ({ tool: tool.name, samples }));
}

/** Each step of each tool on a line, and ours next to the others as ratios. */
function printSync(rows: readonly SyncRow[]): string {
  const [own] = rows;
  if (own === undefined) return '';
  const figure = (samples: readonly ToolSample[], what: keyof ToolSample) =>
    median(samples.map((one) => one[what]));
  const lines = rows.flatMap(({ tool, samples }) =>
    (['first', 'nothing to do', '50 changes'] as const).map((step) => {
      const seconds = figure(samples[step], 'seconds');
      const cpu = figure(samples[step], 'cpuSeconds');
      const times = figure(own.samples[step], 'seconds') / seconds;
      const cpuTimes = figure(own.samples[step], 'cpuSeconds') / cpu;
      return (
        `${tool.padEnd(12)} ${step.padEnd(14)} ${seconds.toFixed(2).padStart(7)} s, ` +
        `${cpu.toFixed(2).padStart(7)} s of processor; strongroom takes ` +
        `${times.toFixed(2)} of that, ${cpuTimes.toFixed(2)} of its processor`
      );
    }),
  );
  return lines.join('\n');
}

const measured = await measureSync(Number(values.files), Number(values.rounds));
console.log(printSync(measured));
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify(measured, undefined, 2)}\n`);
}
