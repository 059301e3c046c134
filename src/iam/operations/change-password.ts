import { defineOperation } from '../define.ts';
import { acceptPassword, isPasswordOf } from '../new-password.ts';
import { expectDone, expectFound } from '../outcomes.ts';
import { onAccount, onUserOrCaller } from '../requirements.ts';
import { password } from '../shapes/names.ts';

export const changePassword = defineOperation({
  name: 'ChangePassword',
  summary: "Change the caller's own password.",
  input: { OldPassword: password, NewPassword: password },
  errors: ['AccessDenied', 'InvalidUserType', 'NoSuchEntity', 'PasswordPolicyViolation'],
  // The account's password policy can give every user the right to change its own password.
  async authorize(_input, context) {
    if (context.caller.principal.kind !== 'user') return onAccount('iam:ChangePassword');
    const own = await onUserOrCaller(context, 'iam:ChangePassword', undefined);
    const policy = await context.identities.passwordPolicy(context.accountId);
    const inherent = policy?.allowUsersToChangePassword === true;
    return own.map((requirement) => ({ ...requirement, inherent }));
  },
  async handle(args) {
    const { input, accountId, identities, caller, clock, fail } = args;
    const { kind, userName: name } = caller.principal;
    if (kind !== 'user' || name === undefined) {
      return fail('InvalidUserType', {
        message: 'Only IAM Users can change their own password',
      });
    }
    const login = expectFound(fail, await identities.loginProfile(accountId, name));
    if (!(await isPasswordOf(login, input.OldPassword))) {
      return fail('AccessDenied', { message: 'The old password was incorrect.' });
    }
    const updated = await identities.updateLoginProfile(accountId, name, {
      passwordHash: await acceptPassword(args, fail, input.NewPassword, login),
      resetRequired: false,
      atMs: clock(),
    });
    expectDone(fail, updated);
    return undefined;
  },
});
