import { text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectInlinePolicy } from '../inline-policies.ts';
import { onGroup } from '../requirements.ts';
import { encodeDocument } from '../shapes/document.ts';
import { groupName, policyName } from '../shapes/names.ts';

export const getGroupPolicy = defineOperation({
  name: 'GetGroupPolicy',
  summary: 'Return a policy that is embedded in a group.',
  input: { GroupName: groupName, PolicyName: policyName },
  output: { GroupName: text(), PolicyName: text(), PolicyDocument: text() },
  errors: ['NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:GetGroupPolicy', GroupName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'group', name: input.GroupName } as const;
    const found = await identities.inlinePolicy(holder, input.PolicyName);
    const policy = expectInlinePolicy(fail, holder, found);
    return {
      GroupName: input.GroupName,
      PolicyName: policy.policyName,
      PolicyDocument: encodeDocument(policy.document),
    };
  },
});
