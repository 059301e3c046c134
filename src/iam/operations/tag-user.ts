import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUser, tagFacts } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { readTags, tags } from '../shapes/tags.ts';

export const tagUser = defineOperation({
  name: 'TagUser',
  summary: 'Add tags to a user, or change them.',
  input: { UserName: userName, Tags: tags },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ UserName, Tags }, context) =>
    onUser(context, 'iam:TagUser', UserName, tagFacts(Tags)),
  async handle({ input, accountId, identities, fail }) {
    const entity = { accountId, kind: 'user', name: input.UserName } as const;
    expectDone(fail, await identities.tag(entity, readTags(fail, input.Tags)));
    return undefined;
  },
});
