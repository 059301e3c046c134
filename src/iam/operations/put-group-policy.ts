import { defineOperation } from '../define.ts';
import { checkIdentityPolicy } from '../documents.ts';
import { expectPutPolicy } from '../inline-policies.ts';
import { onGroup } from '../requirements.ts';
import { groupName, policyDocument, policyName } from '../shapes/names.ts';

export const putGroupPolicy = defineOperation({
  name: 'PutGroupPolicy',
  summary: 'Embed a policy in a group, or replace the one of that name.',
  input: { GroupName: groupName, PolicyName: policyName, PolicyDocument: policyDocument },
  errors: ['LimitExceeded', 'MalformedPolicyDocument', 'NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:PutGroupPolicy', GroupName),
  async handle({ input, accountId, identities, fail }) {
    checkIdentityPolicy(fail, input.PolicyDocument);
    const holder = { accountId, kind: 'group', name: input.GroupName } as const;
    const policy = { policyName: input.PolicyName, document: input.PolicyDocument };
    expectPutPolicy(fail, holder, await identities.putInlinePolicy(holder, policy));
    return undefined;
  },
});
