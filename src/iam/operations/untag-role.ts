import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onRole, tagKeyFacts } from '../requirements.ts';
import { roleName } from '../shapes/names.ts';
import { tagKeys } from '../shapes/tags.ts';

export const untagRole = defineOperation({
  name: 'UntagRole',
  summary: 'Remove tags from a role.',
  input: { RoleName: roleName, TagKeys: tagKeys },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName, TagKeys }, context) =>
    onRole(context, 'iam:UntagRole', RoleName, tagKeyFacts(TagKeys)),
  async handle({ input, accountId, identities, fail }) {
    const entity = { accountId, kind: 'role', name: input.RoleName } as const;
    expectDone(fail, await identities.untag(entity, input.TagKeys));
    return undefined;
  },
});
