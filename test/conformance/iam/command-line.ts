import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { certificate } from '../harness/access-mode.ts';
import type { TestServer } from '../harness/server.ts';

const run = promisify(execFile);
const deadlineMs = 60_000;

/** The AWS CLI of this machine, or undefined: it comes from no registry of npm. */
export function findCommandLine(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'aws')).find((path) => existsSync(path));
}

/** Runs `aws iam ...` as root of the server's account; gives what it printed, parsed. */
export function commandLine(aws: string, server: TestServer) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const env = {
    ...Object.fromEntries(inherited),
    AWS_ACCESS_KEY_ID: server.root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.root.secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_DEFAULT_OUTPUT: 'json',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    ...(certificate && { AWS_CA_BUNDLE: certificate.certificateFile }),
  };
  return async (command: string, ...options: readonly string[]): Promise<unknown> => {
    const words = ['iam', command, '--endpoint-url', server.endpoint, ...options];
    const { stdout } = await run(aws, words, { env, timeout: deadlineMs });
    return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  };
}

/** A member deep inside what was printed: `at(printed, 'User', 'Arn')`. */
export function at(printed: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    printed,
  );
}

/** One member of each item of a list that was printed. */
export function each(printed: unknown, list: string, member: string): readonly unknown[] {
  const items = at(printed, list);
  return Array.isArray(items) ? items.map((item) => at(item, member)) : [];
}
