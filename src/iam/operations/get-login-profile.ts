import { optional } from '../../operation/shape.ts';
import { namedUser } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { expectFound, missing, refuse } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { describeLoginProfile, loginProfile } from '../shapes/login-profile.ts';
import { userName } from '../shapes/names.ts';

export const getLoginProfile = defineOperation({
  name: 'GetLoginProfile',
  summary: 'Tell whether and since when a user has a password.',
  input: { UserName: optional(userName) },
  output: { LoginProfile: loginProfile },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:GetLoginProfile', UserName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const name = namedUser(args, input.UserName);
    const user = await identities.user(accountId, name);
    if (user === undefined) return refuse(fail, missing('user', name));
    const login = expectFound(fail, await identities.loginProfile(accountId, name));
    return { LoginProfile: describeLoginProfile(user, login) };
  },
});
