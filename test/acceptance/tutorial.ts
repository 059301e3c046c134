import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Credentials, TestServer } from '../conformance/harness/server.ts';
import { type AwsCli, type CommandResult, cliEnvironment, runCommand } from './aws-cli.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with one AWS CLI in it, as a reader of the tutorial has before him. */
export interface Shell {
  readonly folder: string;
  /** Run `aws` as the owner of a key; without one, as the configuration files say. */
  aws(key: Credentials | undefined, ...args: readonly string[]): Promise<CommandResult>;
  /** Run `aws`, expect that it succeeds and return what it printed. */
  succeed(key: Credentials | undefined, ...args: readonly string[]): Promise<string>;
  /** Run `aws`, expect that it fails with this exit code and says this. */
  fail(
    expected: { readonly code: 'service' | 1; readonly says: RegExp },
    key: Credentials | undefined,
    ...args: readonly string[]
  ): Promise<void>;
}

/** The CLI's exit code for an error that the service answered: 255 in version 1, 254 in 2. */
const serviceErrorCode = { 1: 255, 2: 254 } as const;

/** Open a shell in a folder of its own; it goes when the file's tests are over. */
export async function openShell(cli: AwsCli, server: TestServer): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-tutorial-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const aws: Shell['aws'] = (key, ...args) =>
    runCommand(join(cli.folder, 'aws'), args, {
      cwd: folder,
      env: cliEnvironment(cli, server.endpoint, key, folder),
    });
  return {
    folder,
    aws,
    async succeed(key, ...args) {
      const { code, output } = await aws(key, ...args);
      assert.equal(code, 0, `aws ${args.join(' ')}: ${output}`);
      return output;
    },
    async fail({ code: expected, says }, key, ...args) {
      const { code, output } = await aws(key, ...args);
      assert.match(output, says);
      assert.equal(code, expected === 'service' ? serviceErrorCode[cli.major] : expected, output);
    },
  };
}

/** Make an access key for a user with the CLI. */
export async function createKey(
  shell: Shell,
  root: Credentials,
  userName: string,
): Promise<Credentials> {
  const query = ['--query', 'AccessKey.[AccessKeyId,SecretAccessKey]', '--output', 'text'];
  const args = ['iam', 'create-access-key', '--user-name', userName, ...query];
  const [accessKeyId, secretAccessKey] = (await shell.succeed(root, ...args)).trim().split(/\s+/);
  assert.ok(accessKeyId !== undefined && secretAccessKey !== undefined);
  return { accessKeyId, secretAccessKey };
}

/** A tutorial as a script that stands beside the checkout; undefined where it does not. */
export function scriptBeside(name: string): string | undefined {
  const path = join(repository, '..', 'shared', 'acceptance', name);
  return existsSync(path) ? path : undefined;
}

/** Run a tutorial's script with one CLI; returns the names of the steps that failed. */
export async function failedSteps(
  script: string,
  cli: AwsCli,
  server: TestServer,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-tutorial-'));
  try {
    const { output } = await runCommand('bash', [script], {
      cwd: folder,
      env: {
        ...cliEnvironment(cli, server.endpoint, undefined, folder),
        ENDPOINT: server.endpoint,
        ROOT_ACCESS_KEY_ID: server.root.accessKeyId,
        ROOT_SECRET_ACCESS_KEY: server.root.secretAccessKey,
        STRONGROOM: `${process.execPath} ${join(repository, 'src/cli/main.ts')}`,
      },
    });
    assert.match(output, /^\d+ passed, \d+ failed$/m, output);
    return [...output.matchAll(/^FAIL (.*)$/gm)].map((match) => match[1] ?? '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
