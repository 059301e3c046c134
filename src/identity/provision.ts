import type { Account, IdentityStore, Missing, OverLimit, User } from '../store/identities.ts';
import type { Clock } from '../store/surroundings.ts';
import { type GivenKeyFault, givenKeyFault } from './given-key.ts';
import type { IdSource } from './ids.ts';
import { isAccountId, isPath, isUserName } from './names.ts';
import type { SecretSealer } from './sealed-secret.ts';

export interface ProvisionTools {
  readonly identities: IdentityStore;
  readonly sealer: SecretSealer;
  readonly ids: IdSource;
  readonly clock: Clock;
}

export interface GivenKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What may be given of a new account; the rest is made up. */
export interface GivenAccount {
  /** Twelve digits. */
  readonly accountId?: string | undefined;
  /** AWS's are 64 hexadecimal digits; others are taken for tests and migrations. */
  readonly canonicalId?: string | undefined;
  readonly email?: string | undefined;
  /** Shown as the DisplayName of owners and grants. */
  readonly name?: string | undefined;
  readonly rootKey?: GivenKey | undefined;
}

export type AccountFault = 'account-id-form' | 'canonical-id-form' | 'email-form' | 'name-form';

export type ProvisionedAccount =
  | {
      readonly outcome: 'created';
      readonly account: Account;
      readonly rootKey: GivenKey;
    }
  /** `name` is the id, canonical id, e-mail address or access key id that is taken. */
  | { readonly outcome: 'exists'; readonly name: string }
  | { readonly outcome: 'refused'; readonly fault: AccountFault | GivenKeyFault };

export type ProvisionedUser =
  | { readonly outcome: 'created'; readonly user: User; readonly key: GivenKey }
  | { readonly outcome: 'exists'; readonly name: string }
  | { readonly outcome: 'refused'; readonly fault: GivenKeyFault | 'user-name-form' | 'path-form' }
  | Missing
  | OverLimit;

const canonicalIdForm = /^[\u0021-\u007e]{1,128}$/;
const emailForm = /^[^\s@]{1,64}@[^\s@]{1,190}$/;
const nameForm = /^[^\p{Cc}]{1,128}$/u;

function accountFault(given: GivenAccount): AccountFault | undefined {
  const { accountId, canonicalId, email, name } = given;
  if (accountId !== undefined && !isAccountId(accountId)) return 'account-id-form';
  if (canonicalId !== undefined && !canonicalIdForm.test(canonicalId)) return 'canonical-id-form';
  if (email !== undefined && !emailForm.test(email)) return 'email-form';
  return name !== undefined && !nameForm.test(name) ? 'name-form' : undefined;
}

export type ProvisionedKey =
  | { readonly outcome: 'created'; readonly key: GivenKey }
  | { readonly outcome: 'exists'; readonly name: string }
  | Missing
  | OverLimit;

/** Makes accounts and imports identities, from the command line and at the first start. */
export interface Provisioner {
  /**
   * Makes an account with its root user and an access key of it, in one transaction.
   * @param purpose how strict a given secret is judged; see `givenKeyFault`
   */
  createAccount(given: GivenAccount, purpose?: 'root' | 'import'): Promise<ProvisionedAccount>;
  /**
   * Makes the first account when there is none. Call it from one process, before the others start.
   * @returns 'already' when there are accounts; then nothing is changed
   */
  initialise(given: GivenAccount): Promise<ProvisionedAccount | { readonly outcome: 'already' }>;
  /** Makes another access key of the root user of an account, beside those that it has. */
  createRootKey(accountId: string): Promise<ProvisionedKey>;
  /**
   * Makes a user with an access key that may be given, and attaches managed policies to it. Stops
   * at the first refusal; what was made before stays.
   */
  createUser(given: {
    readonly accountId: string;
    readonly userName: string;
    readonly path?: string | undefined;
    readonly key?: GivenKey | undefined;
    readonly policyArns?: readonly string[] | undefined;
  }): Promise<ProvisionedUser>;
}

function newKey(ids: IdSource): GivenKey {
  return { accessKeyId: ids.id('access-key'), secretAccessKey: ids.secretAccessKey() };
}

function accountCreator({ identities, sealer, ids, clock }: ProvisionTools) {
  return async (
    given: GivenAccount,
    purpose: 'root' | 'import' = 'import',
  ): Promise<ProvisionedAccount> => {
    const fault = accountFault(given) ?? (given.rootKey && givenKeyFault(given.rootKey, purpose));
    if (fault !== undefined) return { outcome: 'refused', fault };
    const accountId = given.accountId ?? ids.accountId();
    const rootKey = given.rootKey ?? newKey(ids);
    const createdAtMs = clock();
    const account = {
      accountId,
      canonicalId: given.canonicalId ?? ids.canonicalId(),
      email: given.email ?? `root@${accountId}.localhost`,
      name: given.name ?? accountId,
      createdAtMs,
    };
    const { accessKeyId, secretAccessKey } = rootKey;
    const sealedSecret = sealer.seal(accountId, accessKeyId, secretAccessKey);
    const result = await identities.createAccount(account, {
      accessKeyId,
      sealedSecret,
      createdAtMs,
    });
    if (result.outcome === 'exists') return { outcome: 'exists', name: result.name };
    return { outcome: 'created', account: result.value, rootKey };
  };
}

function userCreator({
  identities,
  sealer,
  ids,
  clock,
}: ProvisionTools): Provisioner['createUser'] {
  return async ({ accountId, userName, path = '/', key = newKey(ids), policyArns = [] }) => {
    const fault = givenKeyFault(key, 'import');
    if (fault !== undefined) return { outcome: 'refused', fault };
    if (!isUserName(userName)) return { outcome: 'refused', fault: 'user-name-form' };
    if (!isPath(path)) return { outcome: 'refused', fault: 'path-form' };
    if (!(await identities.account(accountId))) {
      return { outcome: 'missing', what: 'account', name: accountId };
    }
    const { accessKeyId, secretAccessKey } = key;
    if (await identities.accessKey(accessKeyId)) return { outcome: 'exists', name: accessKeyId };
    const createdAtMs = clock();
    const userId = ids.id('user');
    const user = { accountId, userId, userName, path, createdAtMs, tags: [] };
    const created = await identities.createUser(user);
    if (created.outcome !== 'created') return created;
    const sealedSecret = sealer.seal(accountId, accessKeyId, secretAccessKey);
    const keyed = await identities.createAccessKey(
      { accountId, userName },
      { accessKeyId, sealedSecret, createdAtMs },
    );
    if (keyed.outcome !== 'created') return keyed;
    for (const arn of policyArns) {
      const attached = await identities.attachPolicy(
        { accountId, kind: 'user', name: userName },
        arn,
      );
      if (attached.outcome !== 'done') return attached;
    }
    return { outcome: 'created', user: created.value, key };
  };
}

function rootKeyCreator({
  identities,
  sealer,
  ids,
  clock,
}: ProvisionTools): Provisioner['createRootKey'] {
  return async (accountId) => {
    if (!(await identities.account(accountId))) {
      return { outcome: 'missing', what: 'account', name: accountId };
    }
    const key = newKey(ids);
    const { accessKeyId, secretAccessKey } = key;
    const sealedSecret = sealer.seal(accountId, accessKeyId, secretAccessKey);
    const made = await identities.createAccessKey(
      { accountId, userName: undefined },
      { accessKeyId, sealedSecret, createdAtMs: clock() },
    );
    return made.outcome === 'created' ? { outcome: 'created', key } : made;
  };
}

/** Binds provisioning to a store and a sealer. */
export function createProvisioner(tools: ProvisionTools): Provisioner {
  const createAccount = accountCreator(tools);
  return {
    createAccount,
    createUser: userCreator(tools),
    createRootKey: rootKeyCreator(tools),
    async initialise(given) {
      const accounts = await tools.identities.listAccounts({ limit: 1 });
      return accounts.items.length > 0 ? { outcome: 'already' } : createAccount(given, 'root');
    },
  };
}
