import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onRole, tagFacts } from '../requirements.ts';
import { roleName } from '../shapes/names.ts';
import { readTags, tags } from '../shapes/tags.ts';

export const tagRole = defineOperation({
  name: 'TagRole',
  summary: 'Add tags to a role, or change them.',
  input: { RoleName: roleName, Tags: tags },
  errors: ['InvalidInput', 'LimitExceeded', 'NoSuchEntity'],
  authorize: ({ RoleName, Tags }, context) =>
    onRole(context, 'iam:TagRole', RoleName, tagFacts(Tags)),
  async handle({ input, accountId, identities, fail }) {
    const entity = { accountId, kind: 'role', name: input.RoleName } as const;
    expectDone(fail, await identities.tag(entity, readTags(fail, input.Tags)));
    return undefined;
  },
});
