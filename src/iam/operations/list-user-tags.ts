import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeTags, tags } from '../shapes/tags.ts';

export const listUserTags = defineOperation({
  name: 'ListUserTags',
  summary: 'List the tags of a user.',
  input: { UserName: userName, ...paging },
  output: { Tags: tags, ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:ListUserTags', UserName),
  async handle({ input, accountId, identities, fail }) {
    const entity = { accountId, kind: 'user', name: input.UserName } as const;
    const page = expectFound(fail, await identities.listTags(entity, pageRequest(input)));
    return { Tags: describeTags(page.items), ...pageEndOf(page) };
  },
});
