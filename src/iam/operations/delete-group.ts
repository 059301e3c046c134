import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { groupName } from '../shapes/names.ts';

export const deleteGroup = defineOperation({
  name: 'DeleteGroup',
  summary: 'Delete a group without members and policies.',
  input: { GroupName: groupName },
  errors: ['DeleteConflict', 'NoSuchEntity'],
  authorize: ({ GroupName }, context) => onGroup(context, 'iam:DeleteGroup', GroupName),
  async handle({ input, accountId, identities, fail }) {
    expectDone(fail, await identities.deleteGroup(accountId, input.GroupName));
    return undefined;
  },
});
