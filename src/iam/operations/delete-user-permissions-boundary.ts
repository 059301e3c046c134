import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { userName } from '../shapes/names.ts';

export const deleteUserPermissionsBoundary = defineOperation({
  name: 'DeleteUserPermissionsBoundary',
  summary: 'Remove the permissions boundary of a user.',
  input: { UserName: userName },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) =>
    onUser(context, 'iam:DeleteUserPermissionsBoundary', UserName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    expectDone(fail, await identities.deletePermissionsBoundary(holder));
    return undefined;
  },
});
