import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onInstanceProfile, tagFacts } from '../requirements.ts';
import { instanceProfileName } from '../shapes/names.ts';
import { readTags, tags } from '../shapes/tags.ts';

export const tagInstanceProfile = defineOperation({
  name: 'TagInstanceProfile',
  summary: 'Add tags to an instance profile, or change them.',
  input: { InstanceProfileName: instanceProfileName, Tags: tags },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ InstanceProfileName, Tags }, context) =>
    onInstanceProfile(context, 'iam:TagInstanceProfile', InstanceProfileName, tagFacts(Tags)),
  async handle({ input, accountId, identities, fail }) {
    const entity = {
      accountId,
      kind: 'instance-profile',
      name: input.InstanceProfileName,
    } as const;
    expectDone(fail, await identities.tag(entity, readTags(fail, input.Tags)));
    return undefined;
  },
});
