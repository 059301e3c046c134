import { defineOperation } from '../define.ts';
import { checkPolicyArn } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { arn, userName } from '../shapes/names.ts';

export const attachUserPolicy = defineOperation({
  name: 'AttachUserPolicy',
  summary: 'Attach a managed policy to a user.',
  input: { UserName: userName, PolicyArn: arn },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ UserName, PolicyArn }, context) =>
    onUser(context, 'iam:AttachUserPolicy', UserName, { 'iam:policyarn': PolicyArn }),
  async handle({ input, accountId, identities, fail }) {
    checkPolicyArn(fail, input.PolicyArn);
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    expectDone(fail, await identities.attachPolicy(holder, input.PolicyArn));
    return undefined;
  },
});
