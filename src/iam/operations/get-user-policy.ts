import { text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectInlinePolicy } from '../inline-policies.ts';
import { onUser } from '../requirements.ts';
import { encodeDocument } from '../shapes/document.ts';
import { policyName, userName } from '../shapes/names.ts';

export const getUserPolicy = defineOperation({
  name: 'GetUserPolicy',
  summary: 'Return a policy that is embedded in a user.',
  input: { UserName: userName, PolicyName: policyName },
  output: { UserName: text(), PolicyName: text(), PolicyDocument: text() },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:GetUserPolicy', UserName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    const found = await identities.inlinePolicy(holder, input.PolicyName);
    const policy = expectInlinePolicy(fail, holder, found);
    return {
      UserName: input.UserName,
      PolicyName: policy.policyName,
      PolicyDocument: encodeDocument(policy.document),
    };
  },
});
