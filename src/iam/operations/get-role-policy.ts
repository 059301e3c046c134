import { text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectInlinePolicy } from '../inline-policies.ts';
import { onRole } from '../requirements.ts';
import { encodeDocument } from '../shapes/document.ts';
import { policyName, roleName } from '../shapes/names.ts';

export const getRolePolicy = defineOperation({
  name: 'GetRolePolicy',
  summary: 'Return a policy that is embedded in a role.',
  input: { RoleName: roleName, PolicyName: policyName },
  output: { RoleName: text(), PolicyName: text(), PolicyDocument: text() },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:GetRolePolicy', RoleName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    const found = await identities.inlinePolicy(holder, input.PolicyName);
    const policy = expectInlinePolicy(fail, holder, found);
    return {
      RoleName: input.RoleName,
      PolicyName: policy.policyName,
      PolicyDocument: encodeDocument(policy.document),
    };
  },
});
