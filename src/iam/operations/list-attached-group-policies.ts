import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { groupName, policyPathPrefix } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { attachedPolicies, describeAttached } from '../shapes/policy.ts';

export const listAttachedGroupPolicies = defineOperation({
  name: 'ListAttachedGroupPolicies',
  summary: 'List the managed policies that are attached to a group.',
  input: { GroupName: groupName, PathPrefix: optional(policyPathPrefix), ...paging },
  output: { AttachedPolicies: attachedPolicies, ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ GroupName }, context) =>
    onGroup(context, 'iam:ListAttachedGroupPolicies', GroupName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'group', name: input.GroupName } as const;
    const request = { ...pageRequest(input), pathPrefix: input.PathPrefix };
    const page = expectFound(fail, await identities.listAttachedPolicies(holder, request));
    return { AttachedPolicies: describeAttached(page.items), ...pageEndOf(page) };
  },
});
