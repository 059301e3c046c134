import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { roleName } from '../shapes/names.ts';

export const deleteRole = defineOperation({
  name: 'DeleteRole',
  summary: 'Delete a role that nothing hangs on any more.',
  input: { RoleName: roleName },
  errors: ['DeleteConflict', 'NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:DeleteRole', RoleName),
  async handle({ input, accountId, identities, fail }) {
    expectDone(fail, await identities.deleteRole(accountId, input.RoleName));
    return undefined;
  },
});
