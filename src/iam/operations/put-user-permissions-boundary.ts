import { expectBoundaryPut } from '../boundaries.ts';
import { defineOperation } from '../define.ts';
import { checkPolicyArn } from '../managed-policies.ts';
import { onUser } from '../requirements.ts';
import { arn, userName } from '../shapes/names.ts';

export const putUserPermissionsBoundary = defineOperation({
  name: 'PutUserPermissionsBoundary',
  summary: 'Set the managed policy that bounds what a user may do.',
  input: { UserName: userName, PermissionsBoundary: arn },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ UserName, PermissionsBoundary }, context) =>
    onUser(context, 'iam:PutUserPermissionsBoundary', UserName, {
      'iam:permissionsboundary': PermissionsBoundary,
    }),
  async handle({ input, accountId, identities, fail }) {
    checkPolicyArn(fail, input.PermissionsBoundary);
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    const put = await identities.putPermissionsBoundary(holder, input.PermissionsBoundary);
    expectBoundaryPut(fail, put);
    return undefined;
  },
});
