import { list, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onPath } from '../requirements.ts';
import { pathPrefix } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeListedUser, listedUser } from '../shapes/user.ts';

export const listUsers = defineOperation({
  name: 'ListUsers',
  summary: 'List the users under a path.',
  input: { PathPrefix: optional(pathPrefix), ...paging },
  output: { Users: list('member', listedUser), ...pageEnd },
  errors: [],
  authorize: ({ PathPrefix }, context) => onPath(context, 'iam:ListUsers', 'user', PathPrefix),
  async handle({ input, accountId, identities }) {
    const request = { ...pageRequest(input), pathPrefix: input.PathPrefix };
    const page = await identities.listUsers(accountId, request);
    return { Users: page.items.map(describeListedUser), ...pageEndOf(page) };
  },
});
