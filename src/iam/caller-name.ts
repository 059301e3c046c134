import { ServiceError } from '../operation/errors.ts';
import type { KeyOwner } from '../store/identities.ts';
import type { IamContext } from './define.ts';

/**
 * The user that an operation without UserName means: who signed.
 * @returns undefined for the account's root
 * @throws ServiceError ValidationError for sessions, which are nobody's own name
 */
export function callerUserName({ caller }: IamContext): string | undefined {
  const { principal } = caller;
  if (principal.kind === 'root') return undefined;
  if (principal.kind === 'user' && principal.userName !== undefined) return principal.userName;
  throw new ServiceError('ValidationError', {
    message: 'Must specify userName when calling with non-User credentials',
  });
}

/** Whose access keys are meant: the named user's, or the caller's own. */
export function keyOwner(context: IamContext, userName: string | undefined): KeyOwner {
  return { accountId: context.accountId, userName: userName ?? callerUserName(context) };
}

/**
 * The user that is meant: the named one, or the caller. Root has no login profile to manage here.
 * @throws ServiceError ValidationError
 */
export function namedUser(context: IamContext, userName: string | undefined): string {
  const name = userName ?? callerUserName(context);
  if (name !== undefined) return name;
  throw new ServiceError('ValidationError', {
    message: 'Must specify userName when calling with non-User credentials',
  });
}
