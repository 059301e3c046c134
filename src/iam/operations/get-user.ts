import { rootArn } from '../../identity/arns.ts';
import { optional } from '../../operation/shape.ts';
import { callerUserName } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { missing, refuse } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { describeUser, fullUser } from '../shapes/user.ts';

export const getUser = defineOperation({
  name: 'GetUser',
  summary: 'Return a user, or the caller.',
  input: { UserName: optional(userName) },
  output: { User: fullUser },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:GetUser', UserName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const name = input.UserName ?? callerUserName(args);
    if (name !== undefined) {
      const user = await identities.user(accountId, name);
      return { User: describeUser(user ?? refuse(fail, missing('user', name))) };
    }
    const account = await identities.account(accountId);
    return {
      User: {
        UserId: accountId,
        Arn: rootArn(accountId),
        CreateDate: account?.createdAtMs ?? 0,
        PasswordLastUsed: account?.rootPasswordLastUsedAtMs,
      },
    };
  },
});
