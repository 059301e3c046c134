import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Credentials } from '../conformance/harness/server.ts';

/** An AWS CLI of this machine. */
export interface AwsCli {
  readonly major: 1 | 2;
  readonly version: string;
  /** The folder that holds its `aws`, to be put first into PATH. */
  readonly folder: string;
}

export interface CommandResult {
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

const commandDeadlineMs = 240_000;

/** Run a command to its end; never rejects for a failing one. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), commandDeadlineMs);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The CLI of a folder; undefined where there is none or it does not start. */
async function probe(folder: string): Promise<AwsCli | undefined> {
  const path = join(folder, 'aws');
  if (!(await exists(path))) return undefined;
  const { output } = await runCommand(path, ['--version']);
  const version = /^aws-cli\/(\d+\.\S+)/m.exec(output)?.[1];
  if (version === undefined) return undefined;
  const major = version.startsWith('1.') ? 1 : 2;
  return { major, version, folder };
}

/** Where Debian's CLI lives: outside the checkout, so that it survives a clean install. */
function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(base, 'strongroom', 'debian-awscli');
}

/**
 * Starts the unpacked CLI with its own libraries and the system's Python. AWS_ENDPOINT_URL came
 * with version 2.13, Debian 12 has 2.9: the option says the same.
 */
const launcher = `#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)/root
PYTHONPATH=$here/usr/lib/python3/dist-packages \\
LD_LIBRARY_PATH=$(echo "$here"/usr/lib/*-linux-gnu) \\
exec /usr/bin/python3 "$here/usr/bin/aws" \\
  \${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"
`;

/**
 * Unpack Debian's awscli (version 2) and what it needs into a folder of its own: nothing on the
 * machine changes, and version 1 may stand beside it.
 */
async function unpackDebianCli(folder: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'strongroom-awscli-'));
  const must = async (command: string, args: readonly string[]) => {
    const { code, output } = await runCommand(command, args, { cwd: work });
    if (code !== 0) throw new Error(`${command} ${args[0]} failed: ${output.slice(-500)}`);
    return output;
  };
  const simulate = ['install', '--simulate', '--no-install-recommends', 'awscli'];
  try {
    const plan = await must('apt-get', simulate).catch(async () => {
      await must('apt-get', ['update', '-qq']);
      return must('apt-get', simulate);
    });
    const packages = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
    await must('apt-get', ['download', '-q', ...packages]);
    const unpacked = join(work, 'unpacked');
    await mkdir(join(unpacked, 'bin'), { recursive: true });
    for (const name of await readdir(work)) {
      if (name.endsWith('.deb')) await must('dpkg', ['-x', name, join(unpacked, 'root')]);
    }
    await writeFile(join(unpacked, 'bin', 'aws'), launcher, { mode: 0o755 });
    await mkdir(join(folder, '..'), { recursive: true });
    // Another test file may have been faster: its copy is as good.
    await must('cp', ['-a', unpacked, `${folder}.${process.pid}`]);
    await rename(`${folder}.${process.pid}`, folder).catch(() =>
      rm(`${folder}.${process.pid}`, { recursive: true, force: true }),
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Every major version of the AWS CLI that can be had: those on PATH, and version 2 from Debian
 * where PATH has none. Unless the run is extended, the first at hand: a tutorial starts some
 * hundred processes of each.
 */
export async function findAwsClis(): Promise<readonly AwsCli[]> {
  const found = new Map<number, AwsCli>();
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const cli = await probe(folder);
    if (cli !== undefined && !found.has(cli.major)) found.set(cli.major, cli);
  }
  const isExtended = process.env.STRONGROOM_EXTENDED_TESTS === '1';
  if (found.size === 0 || (isExtended && !found.has(2))) {
    const folder = cacheFolder();
    if (!(await exists(folder))) await unpackDebianCli(folder);
    const cli = await probe(join(folder, 'bin'));
    if (cli === undefined) throw new Error(`the AWS CLI in ${folder} does not start`);
    found.set(2, cli);
  }
  const clis = [...found.values()];
  return isExtended ? clis.sort((a, b) => a.major - b.major) : clis.slice(0, 1);
}

/** The environment of a CLI that knows this endpoint and this key, and nothing of its user's. */
export function cliEnvironment(
  cli: AwsCli,
  endpoint: string,
  key: Credentials | undefined,
  home: string,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(inherited),
    PATH: `${cli.folder}${delimiter}${process.env.PATH ?? ''}`,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: 'us-east-1',
    ...(key === undefined
      ? {}
      : { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey }),
  };
}
