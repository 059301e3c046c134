import { optional } from '../../operation/shape.ts';
import { namedUser } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { userName } from '../shapes/names.ts';

export const deleteLoginProfile = defineOperation({
  name: 'DeleteLoginProfile',
  summary: 'Take the password of a user away.',
  input: { UserName: optional(userName) },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:DeleteLoginProfile', UserName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const name = namedUser(args, input.UserName);
    expectDone(fail, await identities.deleteLoginProfile(accountId, name));
    return undefined;
  },
});
