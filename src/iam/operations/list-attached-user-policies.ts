import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { policyPathPrefix, userName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { attachedPolicies, describeAttached } from '../shapes/policy.ts';

export const listAttachedUserPolicies = defineOperation({
  name: 'ListAttachedUserPolicies',
  summary: 'List the managed policies that are attached to a user.',
  input: { UserName: userName, PathPrefix: optional(policyPathPrefix), ...paging },
  output: { AttachedPolicies: attachedPolicies, ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:ListAttachedUserPolicies', UserName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    const request = { ...pageRequest(input), pathPrefix: input.PathPrefix };
    const page = expectFound(fail, await identities.listAttachedPolicies(holder, request));
    return { AttachedPolicies: describeAttached(page.items), ...pageEndOf(page) };
  },
});
