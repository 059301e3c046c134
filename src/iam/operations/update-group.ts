import { groupArn } from '../../identity/arns.ts';
import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onGroup } from '../requirements.ts';
import { groupName, path } from '../shapes/names.ts';

export const updateGroup = defineOperation({
  name: 'UpdateGroup',
  summary: 'Rename a group or move it to another path.',
  input: { GroupName: groupName, NewPath: optional(path), NewGroupName: optional(groupName) },
  errors: ['EntityAlreadyExists', 'NoSuchEntity'],
  // The caller needs the right on the group as it is and as it will be.
  async authorize({ GroupName, NewPath, NewGroupName }, context) {
    const now = await onGroup(context, 'iam:UpdateGroup', GroupName);
    if (NewPath === undefined && NewGroupName === undefined) return now;
    const group = await context.identities.group(context.accountId, GroupName);
    const name = NewGroupName ?? group?.groupName ?? GroupName;
    const then = groupArn(context.accountId, NewPath ?? group?.path ?? '/', name);
    return [...now, ...now.map((requirement) => ({ ...requirement, resource: then }))];
  },
  async handle({ input, accountId, identities, fail }) {
    const change = { newGroupName: input.NewGroupName, newPath: input.NewPath };
    expectDone(fail, await identities.updateGroup(accountId, input.GroupName, change));
    return undefined;
  },
});
