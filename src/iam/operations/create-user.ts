import { userArn } from '../../identity/arns.ts';
import { createIdSource } from '../../identity/ids.ts';
import { optional } from '../../operation/shape.ts';
import { expectBounded } from '../boundaries.ts';
import { defineOperation } from '../define.ts';
import { onNew } from '../requirements.ts';
import { arn, newUserName, path } from '../shapes/names.ts';
import { readTags, tags } from '../shapes/tags.ts';
import { describeUser, fullUser } from '../shapes/user.ts';

export const createUser = defineOperation({
  name: 'CreateUser',
  summary: 'Create a user.',
  input: {
    UserName: newUserName,
    Path: optional(path),
    PermissionsBoundary: optional(arn),
    Tags: optional(tags),
  },
  output: { User: optional(fullUser) },
  errors: ['EntityAlreadyExists', 'InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ UserName, Path = '/', PermissionsBoundary, Tags }, { accountId }) =>
    onNew('iam:CreateUser', 'iam:TagUser', userArn(accountId, Path, UserName), Tags, {
      'iam:permissionsboundary': PermissionsBoundary,
    }),
  async handle({ input, accountId, identities, clock, randomBytes, fail }) {
    const created = await identities.createUser({
      accountId,
      userId: createIdSource(randomBytes).id('user'),
      userName: input.UserName,
      path: input.Path ?? '/',
      createdAtMs: clock(),
      permissionsBoundary: input.PermissionsBoundary,
      tags: readTags(fail, input.Tags),
    });
    return { User: describeUser(expectBounded(fail, created)) };
  },
});
