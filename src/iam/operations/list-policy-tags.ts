import { defineOperation } from '../define.ts';
import { checkPolicyArn, findPolicy } from '../managed-policies.ts';
import { expectFound } from '../outcomes.ts';
import { onPolicy } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeTags, tags } from '../shapes/tags.ts';

export const listPolicyTags = defineOperation({
  name: 'ListPolicyTags',
  summary: 'List the tags of a managed policy.',
  input: { PolicyArn: arn, ...paging },
  output: { Tags: tags, ...pageEnd },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:ListPolicyTags', PolicyArn),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    checkPolicyArn(fail, input.PolicyArn);
    // AWS's own policies are there, but bear no tags.
    const policy = await findPolicy(args, fail, input.PolicyArn);
    if (policy.accountId !== accountId) return { Tags: [], IsTruncated: false };
    const entity = { accountId, kind: 'policy', name: input.PolicyArn } as const;
    const page = expectFound(fail, await identities.listTags(entity, pageRequest(input)));
    return { Tags: describeTags(page.items), ...pageEndOf(page) };
  },
});
