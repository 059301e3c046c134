import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Credentials,
  randomCredentials,
  startServer,
} from '../test/conformance/harness/server.ts';
import type { Endpoint } from './endpoint.ts';
import { type Population, populate } from './identity-population.ts';
import { type PreparedRequest, prepareRequest } from './prepared-request.ts';
import { type Sample, sampleLoad } from './sample.ts';
import { medianRatio } from './statistics.ts';
import { fill } from './works.ts';

const bucket = 'bench';
const objectBytes = 4_096;
const objectCount = 10;
const requestCount = 1_000;
const warmUps = 3;

export interface IdentityOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly workers: number;
}

/** What some users cost, next to root, from rounds in turn. */
export interface AgainstRoot {
  /** Their requests a second to those of root. */
  readonly ratio: number;
  /** The same of the server's processor time a request, which other load on the machine moves less. */
  readonly processorRatio: number;
}

export interface IdentityReport {
  readonly population: Population;
  /** One user who asks again and again. */
  readonly oneUser: AgainstRoot;
  /** A thousand users in turn. */
  readonly manyUsers: AgainstRoot;
  readonly errors: number;
}

/** GETs of small objects, each signed by the next of some keys. */
function signedGets(
  endpoint: Endpoint,
  keysOf: (index: number) => Credentials,
): readonly PreparedRequest[] {
  return Array.from({ length: requestCount }, (_, index) => {
    const path = `/${bucket}/object-${index % objectCount}`;
    return prepareRequest({ ...endpoint, credentials: keysOf(index) }, { method: 'GET', path });
  });
}

async function putObjects(endpoint: Endpoint): Promise<void> {
  const put = (path: string, bodyBytes = 0) =>
    prepareRequest(endpoint, { method: 'PUT', path, bodyBytes });
  await fill(endpoint, [put(`/${bucket}`)]);
  const paths = Array.from({ length: objectCount }, (_, index) => `/${bucket}/object-${index}`);
  await fill(
    endpoint,
    paths.map((path) => put(path, objectBytes)),
  );
}

const emptySamples = (): Sample[] => [];

const perSecond = (samples: readonly Sample[]) =>
  samples.map(({ requestsPerSecond }) => requestsPerSecond);

/** Processor seconds a request; NaN where the system does not tell them. */
const perRequest = (samples: readonly Sample[]) =>
  samples.map((one) => one.serverSecondsEach ?? Number.NaN);

/**
 * What identities cost: 4 KiB GETs of one user, and of a thousand, in a store that is as full as
 * AWS's default quotas allow, against those of root, who is asked no policy. All in turn, round
 * after round.
 */
export async function measureIdentity(options: IdentityOptions): Promise<IdentityReport> {
  const { rounds, seconds, connections, workers } = options;
  const population = {
    users: 5_000,
    groups: 300,
    policies: 1_000,
    policiesEach: 10,
    groupsPerUser: 1,
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
      const { endpoint: url, pid } = server;
      const endpoint: Endpoint = { name: 'strongroom', url, pid, credentials: root, bucket };
      await putObjects(endpoint);
      const works = [
        { requests: signedGets(endpoint, () => root), samples: emptySamples() },
        { requests: signedGets(endpoint, () => keys[0] ?? root), samples: emptySamples() },
        { requests: signedGets(endpoint, (index) => keys[index] ?? root), samples: emptySamples() },
      ] as const;
      const load = { connections, seconds, generator: 'wrk' } as const;
      // Compiling policies is work of the first request only.
      for (let i = 0; i < warmUps; i += 1) {
        for (const { requests } of works) await sampleLoad(endpoint, requests, load);
      }
      for (let round = 0; round < rounds; round += 1) {
        for (const { requests, samples } of works) {
          samples.push(await sampleLoad(endpoint, requests, load));
        }
      }
      const ofRoot = works[0].samples;
      const againstRoot = (samples: readonly Sample[]): AgainstRoot => ({
        ratio: medianRatio(perSecond(samples), perSecond(ofRoot)),
        processorRatio: medianRatio(perRequest(samples), perRequest(ofRoot)),
      });
      return {
        population,
        oneUser: againstRoot(works[1].samples),
        manyUsers: againstRoot(works[2].samples),
        errors: works.flatMap(({ samples }) => samples).reduce((sum, one) => sum + one.errors, 0),
      };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
