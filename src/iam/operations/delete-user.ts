import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { userName } from '../shapes/names.ts';

export const deleteUser = defineOperation({
  name: 'DeleteUser',
  summary: 'Delete a user that nothing hangs on any more.',
  input: { UserName: userName },
  errors: ['DeleteConflict', 'NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:DeleteUser', UserName),
  async handle({ input, accountId, identities, fail }) {
    expectDone(fail, await identities.deleteUser(accountId, input.UserName));
    return undefined;
  },
});
