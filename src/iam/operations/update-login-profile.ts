import { boolean, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { acceptPassword } from '../new-password.ts';
import { expectDone, expectFound } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { password, userName } from '../shapes/names.ts';

export const updateLoginProfile = defineOperation({
  name: 'UpdateLoginProfile',
  summary: 'Change the password of a user.',
  input: {
    UserName: userName,
    Password: optional(password),
    PasswordResetRequired: optional(boolean()),
  },
  errors: ['NoSuchEntity', 'PasswordPolicyViolation'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:UpdateLoginProfile', UserName),
  async handle(args) {
    const { input, accountId, identities, clock, fail } = args;
    const login = expectFound(fail, await identities.loginProfile(accountId, input.UserName));
    const { Password } = input;
    const updated = await identities.updateLoginProfile(accountId, input.UserName, {
      passwordHash: Password && (await acceptPassword(args, fail, Password, login)),
      resetRequired: input.PasswordResetRequired,
      atMs: clock(),
    });
    expectDone(fail, updated);
    return undefined;
  },
});
