import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { policyDocument, roleName } from '../shapes/names.ts';
import { bindTrustPolicy } from '../trust-policies.ts';

export const updateAssumeRolePolicy = defineOperation({
  name: 'UpdateAssumeRolePolicy',
  summary: 'Replace the trust policy of a role.',
  input: { RoleName: roleName, PolicyDocument: policyDocument },
  errors: ['LimitExceeded', 'MalformedPolicyDocument', 'NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:UpdateAssumeRolePolicy', RoleName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const change = { trustPolicy: await bindTrustPolicy(args, fail, input.PolicyDocument) };
    expectDone(fail, await identities.updateRole(accountId, input.RoleName, change));
    return undefined;
  },
});
