import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUser, tagKeyFacts } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { tagKeys } from '../shapes/tags.ts';

export const untagUser = defineOperation({
  name: 'UntagUser',
  summary: 'Remove tags from a user.',
  input: { UserName: userName, TagKeys: tagKeys },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName, TagKeys }, context) =>
    onUser(context, 'iam:UntagUser', UserName, tagKeyFacts(TagKeys)),
  async handle({ input, accountId, identities, fail }) {
    const entity = { accountId, kind: 'user', name: input.UserName } as const;
    expectDone(fail, await identities.untag(entity, input.TagKeys));
    return undefined;
  },
});
