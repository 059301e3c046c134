import type { Keys, StoredKey } from '../store/keys.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import { createIdSource } from './ids.ts';
import type { MasterKeys } from './master-key.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';

const keyBytes = 32;
const purpose = 'keys of the key service';

/** Keys of its own that an account may have ("Quotas" of the KMS developer guide). */
export const maxKeysPerAccount = 100_000;

/** The alias of the key that S3 uses where a request asks for KMS and names no key. */
export const defaultKeyAlias = 'alias/aws/s3';

export interface NewKey {
  readonly accountId: string;
  readonly description: string;
}

/** A key of one object, plain and as it was wrapped by a key of the service. */
export interface WrappedKey {
  readonly plain: Uint8Array;
  readonly wrapped: string;
}

/**
 * Makes the keys of the key service and uses them. It asks nobody whether he may: its callers do.
 * The material of a key never leaves it.
 */
export interface KeyRing {
  /** @returns undefined where the account has as many as it may */
  create(key: NewKey): Promise<StoredKey | undefined>;
  /** The key of an account that S3 uses by default, made when it is first asked for. */
  defaultKey(accountId: string): Promise<StoredKey>;
  /**
   * @param name an id or alias of the account, or an ARN of a key or an alias of any account
   */
  find(accountId: string, name: string): Promise<StoredKey | undefined>;
  /** @param about the encryption context; without the same text the key cannot be unwrapped */
  generate(key: StoredKey, about: string): WrappedKey;
  wrap(key: StoredKey, plain: Uint8Array, about: string): string;
  /** @throws Error when it was wrapped by another key, or is about something else */
  unwrap(key: StoredKey, wrapped: string, about: string): Uint8Array;
}

export interface KeyRingParts {
  readonly keys: Keys;
  readonly masterKeys: MasterKeys;
  readonly region: string;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

const keyArn = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):(key|alias)\/(.+)$/;

/** The account that the ARN of a key or an alias names. */
export function accountOfKeyArn(arn: string): string | undefined {
  return keyArn.exec(arn)?.[2];
}

/** The ring over stored keys, whose material is sealed under the master key. */
export function createKeyRing(parts: KeyRingParts): KeyRing {
  const { keys, region, clock, randomBytes } = parts;
  const masters = parts.masterKeys.derive(purpose);
  const ids = createIdSource(randomBytes);

  function newKey(key: NewKey, manager: StoredKey['manager']): StoredKey {
    const keyId = ids.jobId();
    const [master] = masters;
    const material = sealBytes(master.key, randomBytes(keyBytes), keyId, randomBytes);
    return {
      ...key,
      keyId,
      arn: `arn:aws:kms:${region}:${key.accountId}:key/${keyId}`,
      state: 'Enabled',
      manager,
      createdAtMs: clock(),
      sealedMaterial: `${master.keyId}:${material}`,
    };
  }

  function materialOf({ keyId, sealedMaterial }: StoredKey): Uint8Array {
    const [masterId, material = ''] = sealedMaterial.split(':');
    const master = masters.find((one) => one.keyId === masterId);
    if (master === undefined) throw new Error(`The master key ${masterId} is not there any more.`);
    return openBytes(master.key, material, keyId);
  }

  const wrap = (key: StoredKey, plain: Uint8Array, about: string) =>
    sealBytes(materialOf(key), plain, about, randomBytes);

  return {
    async create(wanted) {
      const key = newKey(wanted, 'CUSTOMER');
      return (await keys.create(key, maxKeysPerAccount)) === 'created' ? key : undefined;
    },
    async defaultKey(accountId) {
      const present = await keys.byAlias(accountId, defaultKeyAlias);
      if (present !== undefined) return present;
      const description = 'Default key that protects my S3 objects when no other key is defined';
      return keys.createOnce(newKey({ accountId, description }, 'AWS'), defaultKeyAlias);
    },
    find: (accountId, name) => findKey(keys, accountId, name),
    generate(key, about) {
      const plain = randomBytes(keyBytes);
      return { plain, wrapped: wrap(key, plain, about) };
    },
    wrap,
    unwrap: (key, wrapped, about) => openBytes(materialOf(key), wrapped, about),
  };
}

async function findKey(
  keys: Keys,
  accountId: string,
  name: string,
): Promise<StoredKey | undefined> {
  if (name.startsWith('alias/')) return keys.byAlias(accountId, name);
  const [, , owner = accountId, kind, rest = name] = keyArn.exec(name) ?? [];
  if (kind === 'alias') return keys.byAlias(owner, `alias/${rest}`);
  const key = await keys.byId(rest);
  if (key?.accountId !== owner) return undefined;
  return kind === undefined || key.arn === name ? key : undefined;
}
