import { defineOperation } from '../define.ts';
import { checkPolicyArn } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { arn, userName } from '../shapes/names.ts';

export const detachUserPolicy = defineOperation({
  name: 'DetachUserPolicy',
  summary: 'Detach a managed policy from a user.',
  input: { UserName: userName, PolicyArn: arn },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ UserName, PolicyArn }, context) =>
    onUser(context, 'iam:DetachUserPolicy', UserName, { 'iam:policyarn': PolicyArn }),
  async handle({ input, accountId, identities, fail }) {
    checkPolicyArn(fail, input.PolicyArn);
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    expectDone(fail, await identities.detachPolicy(holder, input.PolicyArn));
    return undefined;
  },
});
