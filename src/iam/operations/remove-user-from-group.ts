import { defineOperation } from '../define.ts';
import { expectDone, refuse } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { groupName, userName } from '../shapes/names.ts';

export const removeUserFromGroup = defineOperation({
  name: 'RemoveUserFromGroup',
  summary: 'End the membership of a user in a group.',
  input: { GroupName: groupName, UserName: userName },
  errors: ['NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:RemoveUserFromGroup', GroupName),
  async handle({ input, accountId, identities, fail }) {
    const { GroupName, UserName } = input;
    const removed = await identities.removeUserFromGroup(accountId, GroupName, UserName);
    if (removed.outcome === 'missing' && removed.what === 'membership') {
      return refuse(fail, removed, `User ${UserName} not in group ${GroupName}`);
    }
    expectDone(fail, removed);
    return undefined;
  },
});
