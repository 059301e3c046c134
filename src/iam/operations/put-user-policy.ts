import { defineOperation } from '../define.ts';
import { checkIdentityPolicy } from '../documents.ts';
import { expectPutPolicy } from '../inline-policies.ts';
import { onUser } from '../requirements.ts';
import { policyDocument, policyName, userName } from '../shapes/names.ts';

export const putUserPolicy = defineOperation({
  name: 'PutUserPolicy',
  summary: 'Embed a policy in a user, or replace the one of that name.',
  input: { UserName: userName, PolicyName: policyName, PolicyDocument: policyDocument },
  errors: ['LimitExceeded', 'MalformedPolicyDocument', 'NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:PutUserPolicy', UserName),
  async handle({ input, accountId, identities, fail }) {
    checkIdentityPolicy(fail, input.PolicyDocument);
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    const policy = { policyName: input.PolicyName, document: input.PolicyDocument };
    expectPutPolicy(fail, holder, await identities.putInlinePolicy(holder, policy));
    return undefined;
  },
});
