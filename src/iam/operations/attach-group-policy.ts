import { defineOperation } from '../define.ts';
import { checkPolicyArn } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { arn, groupName } from '../shapes/names.ts';

export const attachGroupPolicy = defineOperation({
  name: 'AttachGroupPolicy',
  summary: 'Attach a managed policy to a group.',
  input: { GroupName: groupName, PolicyArn: arn },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ GroupName, PolicyArn }, context) =>
    onGroup(context, 'iam:AttachGroupPolicy', GroupName, { 'iam:policyarn': PolicyArn }),
  async handle({ input, accountId, identities, fail }) {
    checkPolicyArn(fail, input.PolicyArn);
    const holder = { accountId, kind: 'group', name: input.GroupName } as const;
    expectDone(fail, await identities.attachPolicy(holder, input.PolicyArn));
    return undefined;
  },
});
