import type { Tag } from './buckets.ts';

/** What is kept about the keys of the key service, and their aliases. */

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

/** Automatic rotation: how often, and since when the days count. */
export interface KeyRotation {
  readonly days: number;
  readonly sinceMs: number;
}

/** A rotation that was done. */
export interface DoneRotation {
  readonly atMs: number;
  readonly type: 'AUTOMATIC' | 'ON_DEMAND';
}

export interface StoredKey {
  /** A UUID. */
  readonly keyId: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly arn: string;
  readonly state: KeyState;
  /** 'AWS': made by the service itself for the account, such as the default key of S3. */
  readonly manager: 'CUSTOMER' | 'AWS';
  readonly description: string;
  readonly createdAtMs: number;
  /** The key's bytes as they were sealed, the first first; the store cannot open them. */
  readonly sealedMaterials: readonly [string, ...string[]];
  /** The text of its policy; undefined: the default one. */
  readonly policy?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  /** When it goes for good, once that was asked for. */
  readonly deletionMs?: number | undefined;
  readonly rotation?: KeyRotation | undefined;
  /** One for each material but the first. */
  readonly rotations?: readonly DoneRotation[] | undefined;
}

/** What may change of a key: a member that is absent stays, one that is undefined is removed. */
export type KeyChange = Partial<
  Pick<StoredKey, 'state' | 'description' | 'policy' | 'tags' | 'deletionMs' | 'rotation'>
>;

export interface KeyAlias {
  readonly accountId: string;
  /** With its prefix: `alias/photos`. */
  readonly name: string;
  readonly keyId: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface KeyPageInput {
  readonly accountId: string;
  readonly limit: number;
  /** The last id or name of the page before. */
  readonly after?: string | undefined;
}

export interface AliasPageInput extends KeyPageInput {
  /** Only the aliases of one key. */
  readonly keyId?: string | undefined;
}

export interface KeyPage<T> {
  readonly items: readonly T[];
  readonly truncated: boolean;
}

export type CreateAliasResult = 'created' | 'exists' | 'no-such-key' | 'limit';

/** The contract of a store of keys. */
export interface Keys {
  /** @param limit keys that the account may have; aliases and keys of the service do not count */
  create(key: StoredKey, limit: number): Promise<'created' | 'limit'>;
  /**
   * The key behind an alias, which is stored with the alias where there is none: of several calls
   * at a time one makes it, and all get the same.
   */
  createOnce(key: StoredKey, aliasName: string): Promise<StoredKey>;
  byId(keyId: string): Promise<StoredKey | undefined>;
  byAlias(accountId: string, name: string): Promise<StoredKey | undefined>;
  /** In the order of ids. */
  list(input: KeyPageInput): Promise<KeyPage<StoredKey>>;
  /** @param expected the state that it must have */
  update(
    keyId: string,
    change: KeyChange,
    expected?: KeyState,
  ): Promise<'updated' | 'missing' | 'changed'>;
  /**
   * Gives a key another material, where it still has as many as the caller saw.
   * @param sinceMs since when the days of automatic rotation count now; undefined: as before
   */
  rotate(
    key: StoredKey,
    sealedMaterial: string,
    rotation: DoneRotation,
    sinceMs: number | undefined,
  ): Promise<'rotated' | 'changed'>;
  /** Removes the keys whose time is over, and their aliases. */
  deleteDue(nowMs: number): Promise<void>;
  /** @param limit aliases that one key may have */
  createAlias(alias: KeyAlias, limit: number): Promise<CreateAliasResult>;
  /** Lets an alias stand for another key. @param limit as of `createAlias` */
  updateAlias(
    alias: Pick<KeyAlias, 'accountId' | 'name' | 'keyId' | 'updatedAtMs'>,
    limit: number,
  ): Promise<'updated' | 'missing' | 'no-such-key' | 'limit'>;
  deleteAlias(accountId: string, name: string): Promise<'deleted' | 'missing'>;
  /** In the order of names. */
  aliases(input: AliasPageInput): Promise<KeyPage<KeyAlias>>;
}
