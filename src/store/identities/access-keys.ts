import type { Created, Done, Exists, Missing, OverLimit, Page, PageRequest } from './outcome.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly accountId: string;
  /** Undefined: the account's root has it. */
  readonly userId: string | undefined;
  /** As it is now; undefined for root. */
  readonly userName: string | undefined;
  /** Envelope of the secret; see `src/identity/sealed-secret.ts`. */
  readonly sealedSecret: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAtMs: number;
  readonly lastUsed: AccessKeyUse | undefined;
}

export interface AccessKeyUse {
  readonly atMs: number;
  readonly service: string;
  readonly region: string;
}

export type NewAccessKey = Pick<AccessKey, 'accessKeyId' | 'sealedSecret' | 'createdAtMs'>;

/** The owner of keys: a user of the account, or its root. */
export interface KeyOwner {
  readonly accountId: string;
  /** Undefined: the root. */
  readonly userName: string | undefined;
}

export interface AccessKeyStore {
  /** 'exists': the id is taken, in whichever account. */
  createAccessKey(
    owner: KeyOwner,
    key: NewAccessKey,
  ): Promise<Created<AccessKey> | Exists | Missing | OverLimit>;
  accessKey(accessKeyId: string): Promise<AccessKey | undefined>;
  /** In the order of their making. */
  listAccessKeys(owner: KeyOwner, page: PageRequest): Promise<Page<AccessKey> | Missing>;
  updateAccessKey(
    owner: KeyOwner,
    accessKeyId: string,
    status: 'Active' | 'Inactive',
  ): Promise<Done | Missing>;
  deleteAccessKey(owner: KeyOwner, accessKeyId: string): Promise<Done | Missing>;
  /** Every key, by id, for rotation of the master key. */
  listSealedSecrets(page: PageRequest): Promise<Page<AccessKey>>;
  /** Changes nothing (and answers 'missing') when the envelope is no longer `from`. */
  resealAccessKey(accessKeyId: string, from: string, to: string): Promise<Done | Missing>;
}
