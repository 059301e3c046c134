import { randomBytes } from 'node:crypto';
import { createIdSource } from '../identity/ids.ts';
import { createProvisioner, type GivenKey } from '../identity/provision.ts';
import type { SecretSealer } from '../identity/sealed-secret.ts';
import { prepareDataFolder, UnknownFormat } from '../store/data-folder.ts';
import type { IdentityStore } from '../store/identities.ts';
import { NewerFormat } from '../store/metadata/sqlite/database.ts';
import type { Fatal } from '../store/surroundings.ts';
import type { Configuration, Environment } from './configuration.ts';
import { faultWords } from './fault-words.ts';
import type { FirstKey } from './first-key.ts';
import { type OpenIdentities, openIdentities } from './open-identities.ts';
import { StartFailure } from './start-failure.ts';

export interface PreparedStore {
  readonly masterKeyFile: string;
  /** Undefined where there were keys already. */
  readonly firstKey: FirstKey | undefined;
}

type Settings = Pick<
  Configuration,
  'data' | 'masterKeyFile' | 'rootAccessKeyId' | 'rootSecretAccessKey'
>;

/**
 * Makes or migrates what is in the data folder, whose lock this process holds.
 * @throws StartFailure for a folder that is not ours or was written by a newer release
 */
export async function prepareData(folder: string, fatal: Fatal): Promise<void> {
  try {
    await prepareDataFolder(folder, { fatal });
  } catch (error) {
    const isExplained = error instanceof UnknownFormat || error instanceof NewerFormat;
    throw isExplained ? new StartFailure(error.message) : error;
  }
}

/**
 * Makes the store ready for the processes that will serve from it, with the first account where
 * it holds no key yet. The caller holds the lock of the data folder.
 * @throws StartFailure
 */
export async function prepareStore(
  configuration: Settings,
  environment: Environment,
  fatal: Fatal,
): Promise<PreparedStore> {
  await prepareData(configuration.data, fatal);
  const { masterKeyFile } = configuration;
  const place = { dataFolder: configuration.data, masterKeyFile, environment, fatal };
  const open = await openIdentities(place);
  try {
    const firstKey = await ensureFirstAccount(open, configuration);
    return { masterKeyFile: open.masterKeyFile, firstKey };
  } finally {
    open.close();
  }
}

/** What tells the account that the server made for itself from those of `account create`. */
const firstAccount = { email: 'root@strongroom.invalid', name: 'root' };

/**
 * Makes the first account: where there is none, or where a root key is given and the accounts that
 * are there were all made by hand.
 */
async function ensureFirstAccount(
  { identities, sealer }: OpenIdentities,
  { rootAccessKeyId: accessKeyId, rootSecretAccessKey: secretAccessKey }: Settings,
): Promise<FirstKey | undefined> {
  const isGiven = accessKeyId !== undefined && secretAccessKey !== undefined;
  const rootKey = isGiven ? { accessKeyId, secretAccessKey } : undefined;
  const { items } = await identities.listAccounts({ limit: 1 });
  if (rootKey === undefined && items.length > 0) return undefined;
  if (rootKey !== undefined && (await isInForce(identities, sealer, rootKey))) return undefined;
  const ids = createIdSource(randomBytes);
  const provisioner = createProvisioner({ identities, sealer, ids, clock: Date.now });
  const made = await provisioner.createAccount({ ...firstAccount, rootKey }, 'root');
  if (made.outcome === 'refused') throw new StartFailure(faultWords[made.fault]);
  if (made.outcome === 'exists') throw new StartFailure(keyNotInForce);
  return {
    accountId: made.account.accountId,
    accessKeyId: made.rootKey.accessKeyId,
    secretAccessKey: isGiven ? undefined : made.rootKey.secretAccessKey,
  };
}

async function isInForce(
  identities: IdentityStore,
  sealer: SecretSealer,
  { accessKeyId, secretAccessKey }: GivenKey,
): Promise<boolean> {
  const key = await identities.accessKey(accessKeyId);
  if (key === undefined || key.userId !== undefined) return false;
  return sealer.open(key.accountId, accessKeyId, key.sealedSecret) === secretAccessKey;
}

/** Such a key is refused, so that nobody believes in one that does not work. */
const keyNotInForce =
  'the root key that was given is none of this data folder, whose first account was made with ' +
  'another one. Take STRONGROOM_ROOT_ACCESS_KEY_ID and its secret away, or give the key that is ' +
  'in force; `aws iam create-access-key` as root makes a further one.';
