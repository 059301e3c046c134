import { defineOperation } from '../define.ts';
import { ownPolicy } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onPolicy, tagKeyFacts } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { tagKeys } from '../shapes/tags.ts';

export const untagPolicy = defineOperation({
  name: 'UntagPolicy',
  summary: 'Remove tags from a managed policy.',
  input: { PolicyArn: arn, TagKeys: tagKeys },
  errors: ['AccessDenied', 'InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn, TagKeys }, context) =>
    onPolicy(context, 'iam:UntagPolicy', PolicyArn, tagKeyFacts(TagKeys)),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const entity = {
      accountId,
      kind: 'policy',
      name: ownPolicy(args, fail, input.PolicyArn),
    } as const;
    expectDone(fail, await identities.untag(entity, input.TagKeys));
    return undefined;
  },
});
