import { list, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { groupName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listGroupPolicies = defineOperation({
  name: 'ListGroupPolicies',
  summary: 'List the names of the policies that are embedded in a group.',
  input: { GroupName: groupName, ...paging },
  output: { PolicyNames: list('member', text()), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:ListGroupPolicies', GroupName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'group', name: input.GroupName } as const;
    const listed = await identities.listInlinePolicies(holder, pageRequest(input));
    const page = expectFound(fail, listed);
    return { PolicyNames: page.items.map((policy) => policy.policyName), ...pageEndOf(page) };
  },
});
