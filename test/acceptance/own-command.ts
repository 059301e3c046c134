import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Credentials, TestServer } from '../conformance/harness/server.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What the project's own command printed, and how it ended. */
export interface OwnResult {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** `strongroom` as a person runs it: in a folder of its own, with a key in the environment. */
export interface OwnCommand {
  readonly folder: string;
  run(key: Credentials | undefined, ...args: readonly string[]): Promise<OwnResult>;
}

/** A folder and a home of its own for one test file; it goes when its tests are over. */
export async function openOwnCommand(server: TestServer): Promise<OwnCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-own-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AWS|STRONGROOM|NODE_TEST)_/.test(name),
  );
  return {
    folder,
    run: (key, ...args) =>
      new Promise((resolve, reject) => {
        const env = {
          ...Object.fromEntries(inherited),
          HOME: folder,
          AWS_EC2_METADATA_DISABLED: 'true',
          // Without a key all is found through profiles, the endpoint too.
          ...(key === undefined
            ? {}
            : {
                AWS_ENDPOINT_URL: server.endpoint,
                AWS_ACCESS_KEY_ID: key.accessKeyId,
                AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
              }),
        };
        const child = spawn(process.execPath, [main, ...args], {
          cwd: folder,
          env,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let out = '';
        let error = '';
        child.stdout.on('data', (chunk: Buffer) => {
          out += chunk.toString('utf8');
        });
        child.stderr.on('data', (chunk: Buffer) => {
          error += chunk.toString('utf8');
        });
        child.once('error', reject);
        child.once('close', (code) => resolve({ code, out, error }));
      }),
  };
}

/** The key in the variables that a command printed. */
export function printedKey({ out, error }: OwnResult): Credentials {
  const value = (name: string) => new RegExp(`^${name}=(\\S+)$`, 'm').exec(out)?.[1];
  const accessKeyId = value('AWS_ACCESS_KEY_ID');
  const secretAccessKey = value('AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error(`no key was printed: ${out}${error}`);
  }
  return { accessKeyId, secretAccessKey };
}
