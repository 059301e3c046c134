import type { Fail } from '../operation/operation.ts';
import { callerUserName } from './caller-name.ts';
import type { IamContext } from './define.ts';
import { missing, refuse } from './outcomes.ts';

/**
 * The end of a list of credentials that nobody can make here: MFA devices, SSH keys, signing
 * certificates, service-specific credentials. The lists are there all the same, because tools ask
 * for them before they delete a user (Terraform's force_destroy, Ansible's iam_user).
 */
export const endOfNone = { IsTruncated: false } as const;

/** Ends the handler when the user that is meant, by name or as the caller, does not exist. */
export async function expectUser(
  args: IamContext & { readonly fail: Fail<'NoSuchEntity'> },
  userName: string | undefined,
): Promise<void> {
  const name = userName ?? callerUserName(args);
  if (name === undefined) return;
  const user = await args.identities.user(args.accountId, name);
  if (user === undefined) refuse(args.fail, missing('user', name));
}
