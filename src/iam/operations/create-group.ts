import { groupArn } from '../../identity/arns.ts';
import { createIdSource } from '../../identity/ids.ts';
import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectCreated } from '../outcomes.ts';
import { describeGroup, groupShape } from '../shapes/group.ts';
import { groupName, path } from '../shapes/names.ts';

export const createGroup = defineOperation({
  name: 'CreateGroup',
  summary: 'Create a group.',
  input: { Path: optional(path), GroupName: groupName },
  output: { Group: groupShape },
  errors: ['EntityAlreadyExists', 'LimitExceeded'],
  authorize: ({ GroupName, Path = '/' }, { accountId }) => [
    { action: 'iam:CreateGroup', resource: groupArn(accountId, Path, GroupName) },
  ],
  async handle({ input, accountId, identities, clock, randomBytes, fail }) {
    const created = await identities.createGroup({
      accountId,
      groupId: createIdSource(randomBytes).id('group'),
      groupName: input.GroupName,
      path: input.Path ?? '/',
      createdAtMs: clock(),
    });
    return { Group: describeGroup(expectCreated(fail, created)) };
  },
});
