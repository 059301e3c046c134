import { instanceProfileArn } from '../../identity/arns.ts';
import { createIdSource } from '../../identity/ids.ts';
import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectCreated } from '../outcomes.ts';
import { onNew } from '../requirements.ts';
import { describeInstanceProfile, fullInstanceProfile } from '../shapes/instance-profile.ts';
import { instanceProfileName, path } from '../shapes/names.ts';
import { readTags, tags } from '../shapes/tags.ts';

export const createInstanceProfile = defineOperation({
  name: 'CreateInstanceProfile',
  summary: 'Create an instance profile.',
  input: {
    InstanceProfileName: instanceProfileName,
    Path: optional(path),
    Tags: optional(tags),
  },
  output: { InstanceProfile: fullInstanceProfile },
  errors: ['EntityAlreadyExists', 'InvalidInput', 'LimitExceeded'],
  authorize: ({ InstanceProfileName, Path = '/', Tags }, { accountId }) =>
    onNew(
      'iam:CreateInstanceProfile',
      'iam:TagInstanceProfile',
      instanceProfileArn(accountId, Path, InstanceProfileName),
      Tags,
    ),
  async handle(args) {
    const { input, accountId, identities, clock, randomBytes, fail } = args;
    const created = await identities.createInstanceProfile({
      accountId,
      instanceProfileId: createIdSource(randomBytes).id('instance-profile'),
      instanceProfileName: input.InstanceProfileName,
      path: input.Path ?? '/',
      createdAtMs: clock(),
      tags: readTags(fail, input.Tags),
    });
    const profile = expectCreated(fail, created);
    return { InstanceProfile: await describeInstanceProfile(args, profile) };
  },
});
