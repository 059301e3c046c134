import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onInstanceProfile, tagKeyFacts } from '../requirements.ts';
import { instanceProfileName } from '../shapes/names.ts';
import { tagKeys } from '../shapes/tags.ts';

export const untagInstanceProfile = defineOperation({
  name: 'UntagInstanceProfile',
  summary: 'Remove tags from an instance profile.',
  input: { InstanceProfileName: instanceProfileName, TagKeys: tagKeys },
  errors: ['NoSuchEntity'],
  authorize: ({ InstanceProfileName, TagKeys }, context) =>
    onInstanceProfile(
      context,
      'iam:UntagInstanceProfile',
      InstanceProfileName,
      tagKeyFacts(TagKeys),
    ),
  async handle({ input, accountId, identities, fail }) {
    const entity = {
      accountId,
      kind: 'instance-profile',
      name: input.InstanceProfileName,
    } as const;
    expectDone(fail, await identities.untag(entity, input.TagKeys));
    return undefined;
  },
});
