import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { groupName, userName } from '../shapes/names.ts';

export const addUserToGroup = defineOperation({
  name: 'AddUserToGroup',
  summary: 'Make a user a member of a group.',
  input: { GroupName: groupName, UserName: userName },
  errors: ['LimitExceeded', 'NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:AddUserToGroup', GroupName),
  async handle({ input, accountId, identities, fail }) {
    const { GroupName, UserName } = input;
    expectDone(fail, await identities.addUserToGroup(accountId, GroupName, UserName));
    return undefined;
  },
});
