import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { createIdSource } from '../identity/ids.ts';
import { createProvisioner, type Provisioner } from '../identity/provision.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Environment } from './configuration.ts';
import { tryLockDataFolder } from './data-lock.ts';
import { openIdentities } from './open-identities.ts';
import { prepareData } from './prepare-store.ts';
import { StartFailure } from './start-failure.ts';

export interface AccountAdministration {
  readonly identities: IdentityStore;
  readonly provisioner: Provisioner;
}

/**
 * Works on the accounts of a data folder, whether a server runs on it or not: the metadata store
 * takes several processes, and every worker sees a change at its next request. Where no server
 * runs the folder is made or migrated first, under its lock.
 * @throws StartFailure
 */
export async function administerAccounts<T>(
  place: {
    readonly dataFolder: string;
    readonly masterKeyFile: string | undefined;
    readonly environment: Environment;
    /** Whether a folder that is not there yet is made. */
    readonly create: boolean;
  },
  work: (administration: AccountAdministration) => Promise<T>,
): Promise<T> {
  const { dataFolder } = place;
  if (place.create) mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  else if (!existsSync(dataFolder)) {
    throw new StartFailure(`there is no data folder ${dataFolder}; name it with --data`);
  }
  const fatal = (error: Error) => {
    process.stderr.write(`strongroom: durability cannot be promised: ${error.message}\n`);
    process.exit(1);
  };
  const lock = tryLockDataFolder(dataFolder);
  try {
    if (lock !== undefined) await prepareData(dataFolder, fatal);
    const { identities, sealer, close } = await openIdentities({ ...place, fatal });
    try {
      const ids = createIdSource(randomBytes);
      const provisioner = createProvisioner({ identities, sealer, ids, clock: Date.now });
      return await work({ identities, provisioner });
    } finally {
      close();
    }
  } finally {
    lock?.release();
  }
}
