import { defineOperation } from '../define.ts';
import { expectInlinePolicy } from '../inline-policies.ts';
import { onGroup } from '../requirements.ts';
import { groupName, policyName } from '../shapes/names.ts';

export const deleteGroupPolicy = defineOperation({
  name: 'DeleteGroupPolicy',
  summary: 'Delete a policy that is embedded in a group.',
  input: { GroupName: groupName, PolicyName: policyName },
  errors: ['NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:DeleteGroupPolicy', GroupName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'group', name: input.GroupName } as const;
    const deleted = await identities.deleteInlinePolicy(holder, input.PolicyName);
    expectInlinePolicy(fail, holder, deleted);
    return undefined;
  },
});
