import { expectBoundaryPut } from '../boundaries.ts';
import { defineOperation } from '../define.ts';
import { checkPolicyArn } from '../managed-policies.ts';
import { onRole } from '../requirements.ts';
import { arn, roleName } from '../shapes/names.ts';

export const putRolePermissionsBoundary = defineOperation({
  name: 'PutRolePermissionsBoundary',
  summary: 'Set the managed policy that bounds what a role may do.',
  input: { RoleName: roleName, PermissionsBoundary: arn },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ RoleName, PermissionsBoundary }, context) =>
    onRole(context, 'iam:PutRolePermissionsBoundary', RoleName, {
      'iam:permissionsboundary': PermissionsBoundary,
    }),
  async handle({ input, accountId, identities, fail }) {
    checkPolicyArn(fail, input.PermissionsBoundary);
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    const put = await identities.putPermissionsBoundary(holder, input.PermissionsBoundary);
    expectBoundaryPut(fail, put);
    return undefined;
  },
});
