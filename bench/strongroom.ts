import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { type Credentials, randomCredentials } from '../test/conformance/harness/server.ts';
import type { Endpoint } from './endpoint.ts';
import { prepareRequest } from './prepared-request.ts';
import type { Started } from './references.ts';
import { seedListings } from './seed-listings.ts';
import { fill } from './works.ts';

const region = 'us-east-1';
const bucket = 'bench';
const startDeadlineMs = 60_000;
const launcher = fileURLToPath(new URL('../bin/strongroom.js', import.meta.url));

/** A policy as people write them; the requests of the benchmark are allowed by its last statements. */
const userPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${bucket}*` },
    {
      Effect: 'Allow',
      Action: [
        's3:GetObject',
        's3:PutObject',
        's3:DeleteObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
      ],
      Resource: `arn:aws:s3:::${bucket}/*`,
    },
  ],
});

/** A user with an ordinary policy: what every request of the benchmark is authorized by. */
async function createOrdinaryUser(endpoint: string, root: Credentials): Promise<Credentials> {
  const iam = new IAMClient({ endpoint, region, credentials: root });
  const UserName = 'bench';
  await iam.send(new CreateUserCommand({ UserName }));
  const policy = { UserName, PolicyName: 'bench', PolicyDocument: userPolicy };
  await iam.send(new PutUserPolicyCommand(policy));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  iam.destroy();
  const { AccessKeyId, SecretAccessKey } = AccessKey ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined) throw new Error('no access key');
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}

export interface StrongroomOptions {
  readonly workers: number;
  /** Keys of the buckets that are listed; each number is a bucket. */
  readonly listings: readonly number[];
}

export interface StartedStrongroom extends Started {
  /** From the start of the command until it listened, with all that the store holds. */
  readonly readyAfterSeconds: number;
}

/** The server as people run it: built, through its launcher, with what it says until it listens. */
async function serve(folder: string, root: Credentials, workers: number) {
  const startMs = performance.now();
  const place = ['--data', join(folder, 'data'), '--master-key-file', join(folder, 'master.key')];
  const load = ['--listen', '127.0.0.1:0', '--workers', String(workers)];
  const child = spawn(process.execPath, [launcher, 'serve', ...place, ...load], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      STRONGROOM_ROOT_ACCESS_KEY_ID: root.accessKeyId,
      STRONGROOM_ROOT_SECRET_ACCESS_KEY: root.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}:\n${printed}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('did not become ready');
    }, startDeadlineMs);
    child.once('exit', () => fail('ended before it was ready'));
    const collect = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const address = /^Listening on (http:\/\/\S+)\s/m.exec(printed)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
  });
  const readyAfterSeconds = (performance.now() - startMs) / 1000;
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
  };
  return { url, pid: child.pid, readyAfterSeconds, stop };
}

/** Fill a store of its own in a folder, start the server on it, and make a user and a bucket. */
export async function startStrongroom(
  parent: string,
  { workers, listings }: StrongroomOptions,
): Promise<StartedStrongroom> {
  const folder = await mkdtemp(join(parent, 'strongroom-'));
  const root = randomCredentials();
  await seedListings(folder, root, listings);
  const server = await serve(folder, root, workers);
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { url, pid, readyAfterSeconds } = server;
    const owner: Endpoint = { name: 'strongroom', url, pid, credentials: root, bucket };
    await fill(owner, [prepareRequest(owner, { method: 'PUT', path: `/${bucket}` })]);
    const credentials = await createOrdinaryUser(url, root);
    return { endpoint: { ...owner, credentials }, readyAfterSeconds, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
