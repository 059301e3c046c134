import { defineOperation } from '../define.ts';
import { checkPolicyArn } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { arn, roleName } from '../shapes/names.ts';

export const detachRolePolicy = defineOperation({
  name: 'DetachRolePolicy',
  summary: 'Detach a managed policy from a role.',
  input: { RoleName: roleName, PolicyArn: arn },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ RoleName, PolicyArn }, context) =>
    onRole(context, 'iam:DetachRolePolicy', RoleName, { 'iam:policyarn': PolicyArn }),
  async handle({ input, accountId, identities, fail }) {
    checkPolicyArn(fail, input.PolicyArn);
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    expectDone(fail, await identities.detachPolicy(holder, input.PolicyArn));
    return undefined;
  },
});
