import { userArn } from '../../identity/arns.ts';
import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { newUserName, path, userName } from '../shapes/names.ts';

export const updateUser = defineOperation({
  name: 'UpdateUser',
  summary: 'Rename a user or move it to another path.',
  input: { UserName: userName, NewPath: optional(path), NewUserName: optional(newUserName) },
  errors: ['EntityAlreadyExists', 'NoSuchEntity'],
  // The caller needs the right on the user as it is and as it will be.
  async authorize({ UserName, NewPath, NewUserName }, context) {
    const now = await onUser(context, 'iam:UpdateUser', UserName);
    if (NewPath === undefined && NewUserName === undefined) return now;
    const user = await context.identities.user(context.accountId, UserName);
    const name = NewUserName ?? user?.userName ?? UserName;
    const then = userArn(context.accountId, NewPath ?? user?.path ?? '/', name);
    return [...now, ...now.map((requirement) => ({ ...requirement, resource: then }))];
  },
  async handle({ input, accountId, identities, fail }) {
    const change = { newUserName: input.NewUserName, newPath: input.NewPath };
    expectDone(fail, await identities.updateUser(accountId, input.UserName, change));
    return undefined;
  },
});
