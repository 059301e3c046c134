import { defineOperation } from '../define.ts';
import { checkIdentityPolicy } from '../documents.ts';
import { expectPutPolicy } from '../inline-policies.ts';
import { onRole } from '../requirements.ts';
import { policyDocument, policyName, roleName } from '../shapes/names.ts';

export const putRolePolicy = defineOperation({
  name: 'PutRolePolicy',
  summary: 'Embed a policy in a role, or replace the one of that name.',
  input: { RoleName: roleName, PolicyName: policyName, PolicyDocument: policyDocument },
  errors: ['LimitExceeded', 'MalformedPolicyDocument', 'NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:PutRolePolicy', RoleName),
  async handle({ input, accountId, identities, fail }) {
    checkIdentityPolicy(fail, input.PolicyDocument);
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    const policy = { policyName: input.PolicyName, document: input.PolicyDocument };
    expectPutPolicy(fail, holder, await identities.putInlinePolicy(holder, policy));
    return undefined;
  },
});
