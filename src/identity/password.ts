import type { PasswordPolicy } from '../store/identities.ts';
import { verifyPassword } from './password-hash.ts';

/** AWS: `[\u0009\u000A\u000D\u0020-\u00FF]+`, 1 to 128 characters. */
const passwordForm = /^[\t\n\r\u0020-\u00ff]{1,128}$/;
/** "Setting an account password policy": what counts as a symbol. */
const symbols = /[!@#$%^&*()_+\-=[\]{}|']/;

export const minimumPasswordLengthRange = { min: 6, max: 128 } as const;
export const maxPasswordAgeRange = { min: 1, max: 1_095 } as const;
export const passwordReusePreventionRange = { min: 1, max: 24 } as const;

/** What UpdateAccountPasswordPolicy sets for parameters that are left out. */
export const passwordPolicyDefaults: PasswordPolicy = {
  minimumPasswordLength: 6,
  requireSymbols: false,
  requireNumbers: false,
  requireUppercaseCharacters: false,
  requireLowercaseCharacters: false,
  allowUsersToChangePassword: false,
  maxPasswordAge: undefined,
  passwordReusePrevention: undefined,
  hardExpiry: undefined,
};

/** What AWS demands while an account has no policy of its own. */
const defaultMinimumLength = 8;
const defaultKindsOfCharacters = 3;

export type PasswordFault =
  | { readonly rule: 'length'; readonly minimum: number }
  | { readonly rule: 'symbols' | 'numbers' | 'uppercase' | 'lowercase' }
  /** Fewer than three kinds of characters; only without a policy. */
  | { readonly rule: 'variety' }
  /** The account's name or e-mail address; only without a policy. */
  | { readonly rule: 'account-name' };

/** Whether it could be a password at all. */
export function isPassword(text: string): boolean {
  return passwordForm.test(text);
}

/**
 * The first rule that a new password breaks: those of the account's policy or, without one, AWS's
 * default policy.
 */
export function passwordFault(
  password: string,
  policy: PasswordPolicy | undefined,
  account: { readonly name: string; readonly email: string },
): PasswordFault | undefined {
  return policy === undefined ? defaultFault(password, account) : policyFault(password, policy);
}

function policyFault(password: string, policy: PasswordPolicy): PasswordFault | undefined {
  const minimum = policy.minimumPasswordLength;
  if (password.length < minimum) return { rule: 'length', minimum };
  if (policy.requireSymbols && !symbols.test(password)) return { rule: 'symbols' };
  if (policy.requireNumbers && !/[0-9]/.test(password)) return { rule: 'numbers' };
  if (policy.requireUppercaseCharacters && !/[A-Z]/.test(password)) return { rule: 'uppercase' };
  if (policy.requireLowercaseCharacters && !/[a-z]/.test(password)) return { rule: 'lowercase' };
  return undefined;
}

function defaultFault(
  password: string,
  { name, email }: { readonly name: string; readonly email: string },
): PasswordFault | undefined {
  if (password.length < defaultMinimumLength) {
    return { rule: 'length', minimum: defaultMinimumLength };
  }
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, symbols].filter((kind) => kind.test(password));
  if (kinds.length < defaultKindsOfCharacters) return { rule: 'variety' };
  const lower = password.toLowerCase();
  if (lower === name.toLowerCase() || lower === email.toLowerCase()) {
    return { rule: 'account-name' };
  }
  return undefined;
}

/**
 * Whether a password is one of the last that were used.
 * @param hashes the present hash and those before it, newest first
 * @param count `passwordReusePrevention` of the policy
 */
export async function isReusedPassword(
  password: string,
  hashes: readonly string[],
  count: number,
): Promise<boolean> {
  for (const hash of hashes.slice(0, count)) {
    if (await verifyPassword(password, hash)) return true;
  }
  return false;
}

const dayMs = 86_400_000;

/** When a password stops to serve; undefined: never. */
export function passwordExpiresAtMs(
  changedAtMs: number,
  policy: PasswordPolicy | undefined,
): number | undefined {
  return policy?.maxPasswordAge === undefined
    ? undefined
    : changedAtMs + policy.maxPasswordAge * dayMs;
}
