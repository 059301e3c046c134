import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource } from '../../src/identity/ids.ts';
import { createProvisioner } from '../../src/identity/provision.ts';
import type { SecretSealer } from '../../src/identity/sealed-secret.ts';
import type { IdentityStore } from '../../src/store/identities.ts';
import type { TestAccount } from './subject.ts';

/** Memory where the system has it: thousands of sequences need no disk that keeps them. */
const fastFolder = '/dev/shm';

/** A folder of its own, in memory where that can be had. */
export async function temporaryFolder(): Promise<{
  readonly path: string;
  remove(): Promise<void>;
}> {
  const parent = existsSync(fastFolder) ? fastFolder : tmpdir();
  const path = await mkdtemp(join(parent, 'strongroom-model-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Makes accounts in a store that is open. */
export function accountMaker(
  identities: IdentityStore,
  sealer: SecretSealer,
): () => Promise<TestAccount> {
  const ids = createIdSource(randomBytes);
  const provisioner = createProvisioner({ identities, sealer, ids, clock: Date.now });
  return async () => {
    const made = await provisioner.createAccount({});
    if (made.outcome !== 'created') throw new Error('An account could not be made.');
    return { accountId: made.account.accountId, root: made.rootKey };
  };
}
