import { defineOperation } from '../define.ts';
import { ownPolicy } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onPolicy, tagFacts } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { readTags, tags } from '../shapes/tags.ts';

export const tagPolicy = defineOperation({
  name: 'TagPolicy',
  summary: 'Add tags to a managed policy, or change them.',
  input: { PolicyArn: arn, Tags: tags },
  errors: ['AccessDenied', 'InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ PolicyArn, Tags }, context) =>
    onPolicy(context, 'iam:TagPolicy', PolicyArn, tagFacts(Tags)),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const entity = {
      accountId,
      kind: 'policy',
      name: ownPolicy(args, fail, input.PolicyArn),
    } as const;
    expectDone(fail, await identities.tag(entity, readTags(fail, input.Tags)));
    return undefined;
  },
});
