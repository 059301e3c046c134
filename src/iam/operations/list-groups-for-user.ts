import { list } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { describeGroup, groupShape } from '../shapes/group.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listGroupsForUser = defineOperation({
  name: 'ListGroupsForUser',
  summary: 'List the groups that a user is a member of.',
  input: { UserName: userName, ...paging },
  output: { Groups: list('member', groupShape), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:ListGroupsForUser', UserName),
  async handle({ input, accountId, identities, fail }) {
    const groups = await identities.listGroupsOfUser(accountId, input.UserName, pageRequest(input));
    const page = expectFound(fail, groups);
    return { Groups: page.items.map(describeGroup), ...pageEndOf(page) };
  },
});
