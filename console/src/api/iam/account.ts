import { callQuery, type QueryValue } from '../query.ts';
import { ServiceError } from '../service-error.ts';

/** Counts by AWS's names: `Users`, `Groups`, `AccountAccessKeysPresent`. */
export async function accountSummary(): Promise<ReadonlyMap<string, number>> {
  const result = await callQuery('iam', 'GetAccountSummary');
  const entries = result.list(
    'SummaryMap',
    (entry) => [entry.text('key'), entry.number('value')] as const,
    'entry',
  );
  return new Map(entries);
}

/** The account's alias, where it has one. */
export async function accountAlias(): Promise<string | undefined> {
  const result = await callQuery('iam', 'ListAccountAliases');
  return result.list('AccountAliases', (item) => item.content)[0];
}

export async function createAccountAlias(alias: string): Promise<void> {
  await callQuery('iam', 'CreateAccountAlias', { AccountAlias: alias });
}

export async function deleteAccountAlias(alias: string): Promise<void> {
  await callQuery('iam', 'DeleteAccountAlias', { AccountAlias: alias });
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly symbols: boolean;
  readonly numbers: boolean;
  readonly uppercase: boolean;
  readonly lowercase: boolean;
  readonly usersMayChange: boolean;
  /** Days; undefined: passwords do not expire. */
  readonly maxAge: number | undefined;
  /** How many earlier passwords are barred. */
  readonly reusePrevention: number | undefined;
  /** An expired password can be renewed by an administrator only. */
  readonly hardExpiry: boolean;
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The account's policy for passwords; undefined where AWS's default is in force. */
export async function passwordPolicy(): Promise<PasswordPolicy | undefined> {
  try {
    const result = await callQuery('iam', 'GetAccountPasswordPolicy');
    const policy = result.child('PasswordPolicy');
    if (policy === undefined) return undefined;
    return {
      minimumLength: policy.number('MinimumPasswordLength'),
      symbols: policy.flag('RequireSymbols'),
      numbers: policy.flag('RequireNumbers'),
      uppercase: policy.flag('RequireUppercaseCharacters'),
      lowercase: policy.flag('RequireLowercaseCharacters'),
      usersMayChange: policy.flag('AllowUsersToChangePassword'),
      maxAge: numberIn(policy.optional('MaxPasswordAge')),
      reusePrevention: numberIn(policy.optional('PasswordReusePrevention')),
      hardExpiry: policy.flag('HardExpiry'),
    };
  } catch (error) {
    if (error instanceof ServiceError && error.isMissing) return undefined;
    throw error;
  }
}

export async function updatePasswordPolicy(policy: PasswordPolicy): Promise<void> {
  const input: Record<string, QueryValue> = {
    MinimumPasswordLength: policy.minimumLength,
    RequireSymbols: policy.symbols,
    RequireNumbers: policy.numbers,
    RequireUppercaseCharacters: policy.uppercase,
    RequireLowercaseCharacters: policy.lowercase,
    AllowUsersToChangePassword: policy.usersMayChange,
    MaxPasswordAge: policy.maxAge,
    PasswordReusePrevention: policy.reusePrevention,
    HardExpiry: policy.hardExpiry,
  };
  await callQuery('iam', 'UpdateAccountPasswordPolicy', input);
}

export async function deletePasswordPolicy(): Promise<void> {
  await callQuery('iam', 'DeleteAccountPasswordPolicy');
}
