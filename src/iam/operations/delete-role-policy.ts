import { defineOperation } from '../define.ts';
import { expectInlinePolicy } from '../inline-policies.ts';
import { onRole } from '../requirements.ts';
import { policyName, roleName } from '../shapes/names.ts';

export const deleteRolePolicy = defineOperation({
  name: 'DeleteRolePolicy',
  summary: 'Delete a policy that is embedded in a role.',
  input: { RoleName: roleName, PolicyName: policyName },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:DeleteRolePolicy', RoleName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    const deleted = await identities.deleteInlinePolicy(holder, input.PolicyName);
    expectInlinePolicy(fail, holder, deleted);
    return undefined;
  },
});
