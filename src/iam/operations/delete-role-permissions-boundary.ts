import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { roleName } from '../shapes/names.ts';

export const deleteRolePermissionsBoundary = defineOperation({
  name: 'DeleteRolePermissionsBoundary',
  summary: 'Remove the permissions boundary of a role.',
  input: { RoleName: roleName },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) =>
    onRole(context, 'iam:DeleteRolePermissionsBoundary', RoleName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    expectDone(fail, await identities.deletePermissionsBoundary(holder));
    return undefined;
  },
});
