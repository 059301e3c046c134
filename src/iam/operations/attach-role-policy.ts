import { defineOperation } from '../define.ts';
import { checkPolicyArn } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { arn, roleName } from '../shapes/names.ts';

export const attachRolePolicy = defineOperation({
  name: 'AttachRolePolicy',
  summary: 'Attach a managed policy to a role.',
  input: { RoleName: roleName, PolicyArn: arn },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ RoleName, PolicyArn }, context) =>
    onRole(context, 'iam:AttachRolePolicy', RoleName, { 'iam:policyarn': PolicyArn }),
  async handle({ input, accountId, identities, fail }) {
    checkPolicyArn(fail, input.PolicyArn);
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    expectDone(fail, await identities.attachPolicy(holder, input.PolicyArn));
    return undefined;
  },
});
