/** What is kept about the keys of the key service, and their aliases. */

export type KeyState = 'Enabled' | 'Disabled';

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
  /** The key's bytes as they were sealed; the store cannot open them. */
  readonly sealedMaterial: string;
}

export interface KeyAlias {
  readonly accountId: string;
  /** With its prefix: `alias/photos`. */
  readonly name: string;
  readonly keyId: string;
  readonly createdAtMs: number;
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

/** The contract of a store of keys. Keys are never removed: objects depend on them. */
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
  setState(keyId: string, state: KeyState): Promise<'updated' | 'missing'>;
  /** @param limit aliases that one key may have */
  createAlias(alias: KeyAlias, limit: number): Promise<CreateAliasResult>;
  deleteAlias(accountId: string, name: string): Promise<'deleted' | 'missing'>;
  /** In the order of names. */
  aliases(input: AliasPageInput): Promise<KeyPage<KeyAlias>>;
}
