import { defineOperation } from '../define.ts';
import { expectInlinePolicy } from '../inline-policies.ts';
import { onUser } from '../requirements.ts';
import { policyName, userName } from '../shapes/names.ts';

export const deleteUserPolicy = defineOperation({
  name: 'DeleteUserPolicy',
  summary: 'Delete a policy that is embedded in a user.',
  input: { UserName: userName, PolicyName: policyName },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:DeleteUserPolicy', UserName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    const deleted = await identities.deleteInlinePolicy(holder, input.PolicyName);
    expectInlinePolicy(fail, holder, deleted);
    return undefined;
  },
});
