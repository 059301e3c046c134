import { Random } from '../differential/random.ts';
import type { CrashClient } from './client.ts';
import { IdentityWorkload } from './identity-workload.ts';
import { ObjectSpace } from './object-space.ts';
import { ObjectWorkload, SharedObjects } from './object-workload.ts';
import { UploadWorkload } from './upload-workload.ts';
import { VersionWorkload } from './version-workload.ts';
import type { Workload } from './workload.ts';

const ownKeys = 6;
const sharedKeys = 3;

/** The clients of a run. Each has random numbers of its own, whatever the others do. */
export function createWorkloads(client: CrashClient, random: Random): Workload[] {
  const one = () => new Random(random.below(2 ** 32));
  const space = (prefix: string, size: number) => new ObjectSpace(client, 'plain', prefix, size);
  const shared = space('shared/', sharedKeys);
  const objects = ['a/', 'b/', 'c/', 'd/'].map(
    (prefix) => new ObjectWorkload(client, one(), space(prefix, ownKeys), shared),
  );
  const uploads = ['e/', 'f/'].map(
    (prefix) => new UploadWorkload(client, one(), space(prefix, sharedKeys)),
  );
  const versions = ['g/', 'h/'].map(
    (prefix) => new VersionWorkload(client, one(), 'versioned', prefix),
  );
  const identities = ['ida', 'joe'].map(
    (name) => new IdentityWorkload(client, one(), name, 'plain'),
  );
  return [...objects, new SharedObjects(shared), ...uploads, ...versions, ...identities];
}
