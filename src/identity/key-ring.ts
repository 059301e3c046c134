import type { DoneRotation, Keys, StoredKey } from '../store/keys.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import { createIdSource } from './ids.ts';
import { createKeyMaterial, keyBytes } from './key-material.ts';
import type { MasterKeys } from './master-key.ts';

const purpose = 'keys of the key service';

/** Keys of its own that an account may have ("Quotas" of the KMS developer guide). */
export const maxKeysPerAccount = 100_000;

/** The alias of the key that S3 uses where a request asks for KMS and names no key. */
export const defaultKeyAlias = 'alias/aws/s3';

/** What is said of a new key. */
export type NewKey = Pick<StoredKey, 'accountId' | 'description' | 'policy' | 'tags'>;

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
  /** Gives a key another material; what the earlier ones wrapped still opens. */
  rotate(key: StoredKey, type: DoneRotation['type']): Promise<'rotated' | 'changed'>;
  /**
   * @param about the encryption context; without the same text the key cannot be unwrapped
   */
  generate(key: StoredKey, about: string): WrappedKey;
  /** Plain bytes as only this key, its present material, opens them. */
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
  const material = createKeyMaterial(parts.masterKeys.derive(purpose), randomBytes);
  const ids = createIdSource(randomBytes);

  function newKey(key: NewKey, manager: StoredKey['manager']): StoredKey {
    const keyId = ids.jobId();
    return {
      ...key,
      keyId,
      arn: `arn:aws:kms:${region}:${key.accountId}:key/${keyId}`,
      state: 'Enabled',
      manager,
      createdAtMs: clock(),
      sealedMaterials: [material.create(keyId)],
    };
  }

  function rotate(key: StoredKey, type: DoneRotation['type']) {
    const nowMs = clock();
    const sinceMs = type === 'AUTOMATIC' ? nowMs : undefined;
    return keys.rotate(key, material.create(key.keyId), { atMs: nowMs, type }, sinceMs);
  }

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
    async find(accountId, name) {
      const key = await findKey(keys, accountId, name);
      const nowMs = clock();
      if (key?.deletionMs !== undefined && key.deletionMs <= nowMs) {
        await keys.deleteDue(nowMs);
        return undefined;
      }
      const dueMs = key && nextRotationMs(key);
      if (key === undefined || dueMs === undefined || dueMs > nowMs) return key;
      await rotate(key, 'AUTOMATIC');
      return keys.byId(key.keyId);
    },
    rotate,
    generate(key, about) {
      const plain = randomBytes(keyBytes);
      return { plain, wrapped: material.wrap(key, plain, about) };
    },
    wrap: material.wrap,
    unwrap: material.unwrap,
  };
}

const dayMs = 24 * 60 * 60 * 1000;

/** When a key gets another material of itself; undefined: never, or not in this state. */
export function nextRotationMs({ state, rotation }: StoredKey): number | undefined {
  if (state !== 'Enabled' || rotation === undefined) return undefined;
  return rotation.sinceMs + rotation.days * dayMs;
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
