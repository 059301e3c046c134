import { randomBytes } from 'node:crypto';
import { isAwsManagedPolicy } from '../identity/aws-managed-policies/index.ts';
import { MasterKeyFault, type MasterKeys } from '../identity/master-key.ts';
import { defaultQuotas } from '../identity/quotas.ts';
import {
  checkMasterKeys,
  createSecretSealer,
  SealBroken,
  type SecretSealer,
} from '../identity/sealed-secret.ts';
import { metadataPath } from '../store/data-folder.ts';
import type { IdentityStore } from '../store/identities.ts';
import { migrations } from '../store/metadata/schema/migrations.ts';
import { type Database, openDatabase } from '../store/metadata/sqlite/database.ts';
import { createIdentityStore } from '../store/metadata/sqlite/identities.ts';
import type { Fatal } from '../store/surroundings.ts';
import type { Environment } from './configuration.ts';
import { defaultMasterKeyFile, openMasterKeys, storeIdOf } from './master-key-file.ts';
import { StartFailure } from './start-failure.ts';

export interface OpenIdentities {
  readonly identities: IdentityStore;
  readonly masterKeys: MasterKeys;
  readonly sealer: SecretSealer;
  /** The file in force, also where none was named. */
  readonly masterKeyFile: string;
  close(): void;
}

export interface IdentityPlace {
  readonly dataFolder: string;
  readonly masterKeyFile: string | undefined;
  readonly environment: Environment;
  readonly fatal: Fatal;
}

/** The identity store over a metadata database that is open. */
export function identityStoreOn(database: Database): IdentityStore {
  return createIdentityStore(database, { quotas: defaultQuotas, isAwsManagedPolicy });
}

/**
 * Opens accounts, identities and their sealed secrets alone, without the objects. The data folder
 * must have been prepared; other processes may have it open.
 * @throws StartFailure where the master key is missing, unusable or another store's
 */
export async function openIdentities(place: IdentityPlace): Promise<OpenIdentities> {
  const { dataFolder, environment, fatal } = place;
  const path = metadataPath(dataFolder);
  const database = openDatabase({ path, migrations, fatal, prepareLog: false });
  try {
    const identities = identityStoreOn(database);
    const masterKeyFile =
      place.masterKeyFile ?? defaultMasterKeyFile(storeIdOf(dataFolder, randomBytes), environment);
    const { items } = await identities.listSealedSecrets({ limit: 1 });
    const file = { path: masterKeyFile, dataFolder };
    const masterKeys = openMasterKeys(file, items.length > 0, randomBytes);
    const sealer = createSecretSealer(masterKeys, randomBytes);
    await checkMasterKeys(identities, sealer);
    return { identities, masterKeys, sealer, masterKeyFile, close: () => database.close() };
  } catch (error) {
    database.close();
    const isExplained = error instanceof MasterKeyFault || error instanceof SealBroken;
    throw isExplained ? new StartFailure(error.message) : error;
  }
}
