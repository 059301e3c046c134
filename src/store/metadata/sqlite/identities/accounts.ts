import type {
  AccessReportJob,
  Account,
  AccountCounts,
  AccountStore,
  NewAccount,
} from '../../../identities/accounts.ts';
import type { Exists } from '../../../identities/outcome.ts';
import { done, fold, type IdentityContext, pageOf } from './context.ts';
import { passwordPolicyStore } from './password-policies.ts';

interface AccountRow {
  readonly account_id: string;
  readonly canonical_id: string;
  readonly email: string;
  readonly name: string;
  readonly alias: string | null;
  readonly created_ms: number;
  readonly password_used_ms: number | null;
}

const selectAccount =
  'SELECT a.*, p.at_ms AS password_used_ms FROM accounts a ' +
  'LEFT JOIN password_uses p ON p.principal_id = a.account_id ';

function accountOf(row: AccountRow): Account {
  return {
    accountId: row.account_id,
    canonicalId: row.canonical_id,
    email: row.email,
    name: row.name,
    alias: row.alias ?? undefined,
    createdAtMs: row.created_ms,
    rootPasswordLastUsedAtMs: row.password_used_ms ?? undefined,
  };
}

/** Finds an account by its id. */
export function accountReader(context: IdentityContext) {
  const byId = context.database.query<AccountRow>(`${selectAccount} WHERE a.account_id = ?`);
  return (accountId: string): Account | undefined => {
    const row = byId.get(accountId);
    return row && accountOf(row);
  };
}

function accountStatements({ database }: IdentityContext) {
  return {
    byCanonicalId: database.query<AccountRow>(`${selectAccount} WHERE a.canonical_id = ?`),
    byEmail: database.query<AccountRow>(`${selectAccount} WHERE a.email_key = ?`),
    byAlias: database.query<AccountRow>(`${selectAccount} WHERE a.alias = ?`),
    list: database.query<AccountRow>(
      `${selectAccount} WHERE a.account_id > ? ORDER BY a.account_id LIMIT ?`,
    ),
    insert: database.command(
      'INSERT INTO accounts (account_id, canonical_id, email, email_key, name, created_ms) ' +
        'VALUES (?, ?, ?, ?, ?, ?)',
    ),
    key: database.query<{ readonly access_key_id: string }>(
      'SELECT access_key_id FROM access_keys WHERE access_key_id = ?',
    ),
    insertKey: database.command('INSERT INTO access_keys VALUES (?, ?, NULL, ?, 1, ?)'),
    setAlias: database.command('UPDATE accounts SET alias = ? WHERE account_id = ?'),
    clearAlias: database.command(
      'UPDATE accounts SET alias = NULL WHERE account_id = ? AND alias = ?',
    ),
  };
}

type AccountPart = Pick<
  AccountStore,
  | 'createAccount'
  | 'account'
  | 'accountByCanonicalId'
  | 'accountByEmail'
  | 'accountByAlias'
  | 'listAccounts'
  | 'setAccountAlias'
  | 'deleteAccountAlias'
>;

function accountPart(context: IdentityContext): AccountPart {
  const statements = accountStatements(context);
  const account = accountReader(context);
  return {
    createAccount: accountCreator(context, statements),
    account: async (accountId) => account(accountId),
    accountByCanonicalId: async (canonicalId) => {
      const row = statements.byCanonicalId.get(canonicalId);
      return row && accountOf(row);
    },
    accountByEmail: async (email) => {
      const row = statements.byEmail.get(fold(email));
      return row && accountOf(row);
    },
    accountByAlias: async (alias) => {
      const row = statements.byAlias.get(alias);
      return row && accountOf(row);
    },
    listAccounts: async (page) =>
      pageOf(
        statements.list.all(page.after ?? '', page.limit + 1),
        page.limit,
        accountOf,
        (row) => row.account_id,
      ),
    setAccountAlias: (accountId, alias) =>
      context.change(() => {
        if (!account(accountId)) return { outcome: 'missing', what: 'account', name: accountId };
        const holder = statements.byAlias.get(alias);
        if (holder && holder.account_id !== accountId) {
          return { outcome: 'exists', what: 'alias', name: alias };
        }
        statements.setAlias.run(alias, accountId);
        return done;
      }),
    deleteAccountAlias: (accountId, alias) =>
      context.change(() =>
        statements.clearAlias.run(accountId, alias) > 0
          ? done
          : { outcome: 'missing', what: 'alias', name: alias },
      ),
  };
}

function accountCreator(
  context: IdentityContext,
  statements: ReturnType<typeof accountStatements>,
): AccountStore['createAccount'] {
  const account = accountReader(context);
  const exists = (what: 'account' | 'access-key', name: string): Exists => ({
    outcome: 'exists',
    what,
    name,
  });
  const taken = ({ accountId, canonicalId, email }: NewAccount): string | undefined => {
    if (account(accountId)) return accountId;
    if (statements.byCanonicalId.get(canonicalId)) return canonicalId;
    return statements.byEmail.get(fold(email)) && email;
  };
  return (given, rootKey) =>
    context.change(() => {
      const name = taken(given);
      if (name !== undefined) return exists('account', name);
      if (rootKey && statements.key.get(rootKey.accessKeyId)) {
        return exists('access-key', rootKey.accessKeyId);
      }
      const { accountId, canonicalId, email, createdAtMs } = given;
      statements.insert.run(accountId, canonicalId, email, fold(email), given.name, createdAtMs);
      if (rootKey) {
        const { accessKeyId, sealedSecret } = rootKey;
        statements.insertKey.run(accessKeyId, accountId, sealedSecret, rootKey.createdAtMs);
      }
      const value = { ...given, alias: undefined, rootPasswordLastUsedAtMs: undefined };
      return { outcome: 'created', value };
    });
}

const countAll = `SELECT
  (SELECT count(*) FROM users WHERE account_id = ?1) AS users,
  (SELECT count(*) FROM user_groups WHERE account_id = ?1) AS groups,
  (SELECT count(*) FROM roles WHERE account_id = ?1) AS roles,
  (SELECT count(*) FROM instance_profiles WHERE account_id = ?1) AS instanceProfiles,
  (SELECT count(*) FROM managed_policies WHERE account_id = ?1) AS policies,
  (SELECT count(*) FROM policy_versions v JOIN managed_policies p USING (policy_id)
    WHERE p.account_id = ?1) AS policyVersionsInUse,
  (SELECT count(*) FROM oidc_providers WHERE account_id = ?1) AS oidcProviders,
  (SELECT count(*) FROM access_keys WHERE account_id = ?1 AND user_id IS NULL) AS rootAccessKeys`;

interface JobRow {
  readonly entity_arn: string;
  readonly granularity: AccessReportJob['granularity'];
  readonly created_ms: number;
}

type ReportPart = Pick<
  AccountStore,
  | 'accountCounts'
  | 'putCredentialReport'
  | 'credentialReport'
  | 'putAccessReportJob'
  | 'accessReportJob'
>;

function reportPart({ database }: IdentityContext): ReportPart {
  const counts = database.query<AccountCounts>(countAll);
  const putReport = database.command(
    'INSERT INTO credential_reports (account_id, generated_ms, content) VALUES (?, ?, ?) ' +
      'ON CONFLICT DO UPDATE SET generated_ms = excluded.generated_ms, content = excluded.content',
  );
  const report = database.query<{ readonly generated_ms: number; readonly content: string }>(
    'SELECT generated_ms, content FROM credential_reports WHERE account_id = ?',
  );
  const putJob = database.command('INSERT INTO access_report_jobs VALUES (?, ?, ?, ?, ?)');
  const job = database.query<JobRow>(
    'SELECT entity_arn, granularity, created_ms FROM access_report_jobs ' +
      'WHERE job_id = ? AND account_id = ?',
  );
  const none: AccountCounts = {
    users: 0,
    groups: 0,
    roles: 0,
    instanceProfiles: 0,
    policies: 0,
    policyVersionsInUse: 0,
    oidcProviders: 0,
    rootAccessKeys: 0,
  };
  return {
    accountCounts: async (accountId) => ({ ...none, ...counts.get(accountId) }),
    // Reports decide nothing, so the revision stays.
    putCredentialReport: (accountId, { generatedAtMs, content }) =>
      database.write(() => {
        putReport.run(accountId, generatedAtMs, content);
        return done;
      }),
    credentialReport: async (accountId) => {
      const row = report.get(accountId);
      return row && { generatedAtMs: row.generated_ms, content: row.content };
    },
    putAccessReportJob: ({ jobId, accountId, entityArn, granularity, createdAtMs }) =>
      database.write(() => {
        putJob.run(jobId, accountId, entityArn, granularity, createdAtMs);
        return done;
      }),
    accessReportJob: async (accountId, jobId) => {
      const row = job.get(jobId, accountId);
      return (
        row && {
          jobId,
          accountId,
          entityArn: row.entity_arn,
          granularity: row.granularity,
          createdAtMs: row.created_ms,
        }
      );
    },
  };
}

/** Accounts with their aliases, password policies and reports. */
export function accountStore(context: IdentityContext): AccountStore {
  return { ...accountPart(context), ...passwordPolicyStore(context), ...reportPart(context) };
}
