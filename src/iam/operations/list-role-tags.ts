import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { roleName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeTags, tags } from '../shapes/tags.ts';

export const listRoleTags = defineOperation({
  name: 'ListRoleTags',
  summary: 'List the tags of a role.',
  input: { RoleName: roleName, ...paging },
  output: { Tags: tags, ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:ListRoleTags', RoleName),
  async handle({ input, accountId, identities, fail }) {
    const entity = { accountId, kind: 'role', name: input.RoleName } as const;
    const page = expectFound(fail, await identities.listTags(entity, pageRequest(input)));
    return { Tags: describeTags(page.items), ...pageEndOf(page) };
  },
});
