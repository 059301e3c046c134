import { isReusedPassword, type PasswordFault, passwordFault } from '../identity/password.ts';
import { hashPassword, verifyPassword } from '../identity/password-hash.ts';
import type { Fail } from '../operation/operation.ts';
import type { LoginProfile } from '../store/identities.ts';
import type { IamContext } from './define.ts';

const faultMessages: Readonly<Record<Exclude<PasswordFault['rule'], 'length'>, string>> = {
  symbols: 'Password should have at least one symbol',
  numbers: 'Password should have at least one number',
  uppercase: 'Password should have at least one uppercase letter',
  lowercase: 'Password should have at least one lowercase letter',
  variety:
    'Password must have at least three of: uppercase letters, lowercase letters, numbers, symbols',
  'account-name': 'Password must not be the name or the email address of the account',
};

function faultMessage(fault: PasswordFault): string {
  if (fault.rule !== 'length') return faultMessages[fault.rule];
  return `Password should have a minimum length of ${fault.minimum}`;
}

/**
 * The hash of a new password that the account's policy accepts.
 * @param login the login profile whose earlier passwords may be barred
 * @throws ServiceError PasswordPolicyViolation
 */
export async function acceptPassword(
  { accountId, identities, randomBytes }: IamContext,
  fail: Fail<'PasswordPolicyViolation'>,
  password: string,
  login?: LoginProfile,
): Promise<string> {
  const policy = await identities.passwordPolicy(accountId);
  const account = await identities.account(accountId);
  const fault = passwordFault(password, policy, account ?? { name: '', email: '' });
  if (fault !== undefined) {
    return fail('PasswordPolicyViolation', { message: faultMessage(fault) });
  }
  const hashes = login === undefined ? [] : [login.passwordHash, ...login.earlierHashes];
  if (await isReusedPassword(password, hashes, policy?.passwordReusePrevention ?? 0)) {
    return fail('PasswordPolicyViolation', { message: 'Password cannot be the same as previous' });
  }
  return hashPassword(password, randomBytes);
}

/** Whether a password is the one of a login profile. */
export function isPasswordOf(login: LoginProfile, password: string): Promise<boolean> {
  return verifyPassword(password, login.passwordHash);
}
