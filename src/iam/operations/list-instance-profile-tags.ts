import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onInstanceProfile } from '../requirements.ts';
import { instanceProfileName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeTags, tags } from '../shapes/tags.ts';

export const listInstanceProfileTags = defineOperation({
  name: 'ListInstanceProfileTags',
  summary: 'List the tags of an instance profile.',
  input: { InstanceProfileName: instanceProfileName, ...paging },
  output: { Tags: tags, ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ InstanceProfileName }, context) =>
    onInstanceProfile(context, 'iam:ListInstanceProfileTags', InstanceProfileName),
  async handle({ input, accountId, identities, fail }) {
    const entity = {
      accountId,
      kind: 'instance-profile',
      name: input.InstanceProfileName,
    } as const;
    const page = expectFound(fail, await identities.listTags(entity, pageRequest(input)));
    return { Tags: describeTags(page.items), ...pageEndOf(page) };
  },
});
