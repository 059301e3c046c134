import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  type Credentials,
  randomCredentials,
  startServer,
} from '../test/conformance/harness/server.ts';
import { signHeaders } from '../test/conformance/harness/signed-request.ts';
import { type Population, populate } from './identity-population.ts';
import { type LoadSample, type PreparedRequest, sampleLoad } from './load.ts';
import { median, medianRatio } from './statistics.ts';
import { poolSize } from './work.ts';

const bucket = 'bench';
const objectBytes = 4_096;
const warmUps = 3;

export interface IdentityOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly workers: number;
  readonly groupsPerUser: number;
}

export interface IdentityReport {
  readonly population: Population;
  readonly rootPerSecond: number;
  readonly usersPerSecond: number;
  /** Requests a second of the users to those of root, from rounds in turn. */
  readonly ratio: number;
  /** The same of the server's processor time a request, which other load on the machine moves less. */
  readonly processorRatio: number;
  readonly errors: number;
}

/** GETs of one object, each signed by the next of some keys. */
function signedGets(
  endpoint: string,
  keysOf: (index: number) => Credentials,
): readonly PreparedRequest[] {
  const { host } = new URL(endpoint);
  return Array.from({ length: poolSize }, (_, index) => {
    const raw = { method: 'GET', path: `/${bucket}/object-${index % 10}` };
    return { ...raw, headers: signHeaders(host, raw, keysOf(index)) };
  });
}

async function putObjects(endpoint: string, credentials: Credentials): Promise<void> {
  const region = 'us-east-1';
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const Body = Buffer.alloc(objectBytes, 'x');
  for (let i = 0; i < 10; i += 1) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `object-${i}`, Body }));
  }
  s3.destroy();
}

const emptySamples = (): LoadSample[] => [];

const perSecond = (samples: readonly LoadSample[]) =>
  samples.map(({ requestsPerSecond }) => requestsPerSecond);

/** Processor seconds a request; NaN where the system does not tell them. */
const perRequest = (samples: readonly LoadSample[]) =>
  samples.map((one) => (one.serverCpuSeconds ?? Number.NaN) / one.requestsPerSecond);

/**
 * What identities cost: 4 KiB GETs of a thousand users in a store that is as full as AWS's default
 * quotas allow, against those of root, who is asked no policy. Both in turn, round after round.
 */
export async function measureIdentity(options: IdentityOptions): Promise<IdentityReport> {
  const { rounds, seconds, connections, workers, groupsPerUser } = options;
  const population = {
    users: 5_000,
    groups: 300,
    policies: 1_000,
    policiesEach: 10,
    groupsPerUser,
  };
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
  const root = randomCredentials();
  const place = {
    dataFolder: join(folder, 'data'),
    masterKeyFile: join(folder, 'master.key'),
    root,
  };
  try {
    const keys = await populate(place, population, bucket);
    const server = await startServer({ ...place, workers });
    try {
      await putObjects(server.endpoint, root);
      const works = [
        { requests: signedGets(server.endpoint, () => root), samples: emptySamples() },
        { requests: signedGets(server.endpoint, (i) => keys[i] ?? root), samples: emptySamples() },
      ] as const;
      const load = { connections, seconds, serverPid: server.pid };
      // Compiling policies is work of the first request only.
      for (let i = 0; i < warmUps; i += 1) {
        for (const { requests } of works) await sampleLoad(server.endpoint, requests, load);
      }
      for (let round = 0; round < rounds; round += 1) {
        for (const { requests, samples } of works) {
          samples.push(await sampleLoad(server.endpoint, requests, load));
        }
      }
      const [ofRoot, ofUsers] = [works[0].samples, works[1].samples];
      return {
        population,
        rootPerSecond: median(perSecond(ofRoot)),
        usersPerSecond: median(perSecond(ofUsers)),
        ratio: medianRatio(perSecond(ofUsers), perSecond(ofRoot)),
        processorRatio: medianRatio(perRequest(ofUsers), perRequest(ofRoot)),
        errors: works.flatMap(({ samples }) => samples).reduce((sum, one) => sum + one.errors, 0),
      };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
