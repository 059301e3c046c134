import { list } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound, missing, refuse } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { describeGroup, groupShape } from '../shapes/group.ts';
import { groupName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeListedUser, listedUser } from '../shapes/user.ts';

export const getGroup = defineOperation({
  name: 'GetGroup',
  summary: 'Return a group and its members.',
  input: { GroupName: groupName, ...paging },
  output: { Group: groupShape, Users: list('member', listedUser), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:GetGroup', GroupName),
  async handle({ input, accountId, identities, fail }) {
    const group = await identities.group(accountId, input.GroupName);
    if (group === undefined) return refuse(fail, missing('group', input.GroupName));
    const members = await identities.listGroupMembers(
      accountId,
      input.GroupName,
      pageRequest(input),
    );
    const page = expectFound(fail, members);
    return {
      Group: describeGroup(group),
      Users: page.items.map(describeListedUser),
      ...pageEndOf(page),
    };
  },
});
