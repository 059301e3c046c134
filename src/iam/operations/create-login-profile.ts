import { boolean, optional } from '../../operation/shape.ts';
import { namedUser } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { acceptPassword } from '../new-password.ts';
import { expectCreated, missing, refuse } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { describeLoginProfile, loginProfile } from '../shapes/login-profile.ts';
import { password, userName } from '../shapes/names.ts';

export const createLoginProfile = defineOperation({
  name: 'CreateLoginProfile',
  summary: 'Give a user a password.',
  input: {
    UserName: optional(userName),
    Password: password,
    PasswordResetRequired: optional(boolean()),
  },
  output: { LoginProfile: loginProfile },
  errors: ['EntityAlreadyExists', 'NoSuchEntity', 'PasswordPolicyViolation'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:CreateLoginProfile', UserName),
  async handle(args) {
    const { input, accountId, identities, clock, fail } = args;
    const name = namedUser(args, input.UserName);
    const user = await identities.user(accountId, name);
    if (user === undefined) return refuse(fail, missing('user', name));
    const created = await identities.createLoginProfile(accountId, name, {
      passwordHash: await acceptPassword(args, fail, input.Password),
      atMs: clock(),
      resetRequired: input.PasswordResetRequired ?? false,
    });
    return { LoginProfile: describeLoginProfile(user, expectCreated(fail, created)) };
  },
});
