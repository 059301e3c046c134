import type { AccountStore, PasswordPolicy } from '../../../identities/accounts.ts';
import { done, type IdentityContext } from './context.ts';

interface PasswordPolicyRow {
  readonly minimum_length: number;
  readonly require_symbols: number;
  readonly require_numbers: number;
  readonly require_uppercase: number;
  readonly require_lowercase: number;
  readonly users_may_change: number;
  readonly max_age_days: number | null;
  readonly reuse_prevention: number | null;
  readonly hard_expiry: number | null;
}

function policyOf(row: PasswordPolicyRow): PasswordPolicy {
  return {
    minimumPasswordLength: row.minimum_length,
    requireSymbols: row.require_symbols !== 0,
    requireNumbers: row.require_numbers !== 0,
    requireUppercaseCharacters: row.require_uppercase !== 0,
    requireLowercaseCharacters: row.require_lowercase !== 0,
    allowUsersToChangePassword: row.users_may_change !== 0,
    maxPasswordAge: row.max_age_days ?? undefined,
    passwordReusePrevention: row.reuse_prevention ?? undefined,
    hardExpiry: row.hard_expiry === null ? undefined : row.hard_expiry !== 0,
  };
}

/** The password policy of each account. */
export function passwordPolicyStore(
  context: IdentityContext,
): Pick<AccountStore, 'passwordPolicy' | 'putPasswordPolicy' | 'deletePasswordPolicy'> {
  const { database } = context;
  const select = database.query<PasswordPolicyRow>(
    'SELECT * FROM password_policies WHERE account_id = ?',
  );
  const replace = database.command(
    'INSERT OR REPLACE INTO password_policies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = database.command('DELETE FROM password_policies WHERE account_id = ?');
  return {
    passwordPolicy: async (accountId) => {
      const row = select.get(accountId);
      return row && policyOf(row);
    },
    putPasswordPolicy: (accountId, policy) =>
      context.change(() => {
        replace.run(
          accountId,
          policy.minimumPasswordLength,
          Number(policy.requireSymbols),
          Number(policy.requireNumbers),
          Number(policy.requireUppercaseCharacters),
          Number(policy.requireLowercaseCharacters),
          Number(policy.allowUsersToChangePassword),
          policy.maxPasswordAge ?? null,
          policy.passwordReusePrevention ?? null,
          policy.hardExpiry === undefined ? null : Number(policy.hardExpiry),
        );
        return done;
      }),
    deletePasswordPolicy: (accountId) =>
      context.change(() =>
        remove.run(accountId) > 0
          ? done
          : { outcome: 'missing', what: 'password-policy', name: accountId },
      ),
  };
}
