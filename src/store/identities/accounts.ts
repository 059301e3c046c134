import type { NewAccessKey } from './access-keys.ts';
import type { Created, Done, Exists, Missing, Page, PageRequest } from './outcome.ts';

export interface Account {
  /** Twelve digits. */
  readonly accountId: string;
  /** 64 hexadecimal digits unless it was imported: what S3 calls the canonical user id. */
  readonly canonicalId: string;
  readonly email: string;
  /** The account's name; S3's DisplayName in owners and grants. */
  readonly name: string;
  readonly alias: string | undefined;
  readonly createdAtMs: number;
  /** When root last signed in with a password. */
  readonly rootPasswordLastUsedAtMs: number | undefined;
}

export type NewAccount = Omit<Account, 'alias' | 'rootPasswordLastUsedAtMs'>;

/** The account password policy, members as AWS names them. */
export interface PasswordPolicy {
  readonly minimumPasswordLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercaseCharacters: boolean;
  readonly requireLowercaseCharacters: boolean;
  readonly allowUsersToChangePassword: boolean;
  /** Days; undefined: passwords do not expire. */
  readonly maxPasswordAge: number | undefined;
  /** 1 to 24; undefined: reuse is allowed. */
  readonly passwordReusePrevention: number | undefined;
  readonly hardExpiry: boolean | undefined;
}

/** Counts of GetAccountSummary; quotas are added by the operation. */
export interface AccountCounts {
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly instanceProfiles: number;
  readonly policies: number;
  readonly policyVersionsInUse: number;
  readonly oidcProviders: number;
  readonly rootAccessKeys: number;
}

export interface CredentialReport {
  readonly generatedAtMs: number;
  readonly content: string;
}

/** A GenerateServiceLastAccessedDetails job; its answer is computed when it is asked for. */
export interface AccessReportJob {
  readonly jobId: string;
  readonly accountId: string;
  readonly entityArn: string;
  readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  readonly createdAtMs: number;
}

export interface AccountStore {
  /**
   * Makes an account and, with it, an access key of its root. 'exists' names what is taken: the
   * account id, canonical id, e-mail address or access key id.
   */
  createAccount(account: NewAccount, rootKey?: NewAccessKey): Promise<Created<Account> | Exists>;
  account(accountId: string): Promise<Account | undefined>;
  accountByCanonicalId(canonicalId: string): Promise<Account | undefined>;
  /** E-mail addresses compare without regard to case. */
  accountByEmail(email: string): Promise<Account | undefined>;
  accountByAlias(alias: string): Promise<Account | undefined>;
  /** By account id. */
  listAccounts(page: PageRequest): Promise<Page<Account>>;

  /** Replaces the alias the account has. 'exists': another account has it. */
  setAccountAlias(accountId: string, alias: string): Promise<Done | Exists | Missing>;
  deleteAccountAlias(accountId: string, alias: string): Promise<Done | Missing>;

  passwordPolicy(accountId: string): Promise<PasswordPolicy | undefined>;
  putPasswordPolicy(accountId: string, policy: PasswordPolicy): Promise<Done>;
  deletePasswordPolicy(accountId: string): Promise<Done | Missing>;

  accountCounts(accountId: string): Promise<AccountCounts>;

  putCredentialReport(accountId: string, report: CredentialReport): Promise<Done>;
  credentialReport(accountId: string): Promise<CredentialReport | undefined>;
  putAccessReportJob(job: AccessReportJob): Promise<Done>;
  accessReportJob(accountId: string, jobId: string): Promise<AccessReportJob | undefined>;
}
