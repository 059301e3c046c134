import { list, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onPath } from '../requirements.ts';
import { describeGroup, groupShape } from '../shapes/group.ts';
import { pathPrefix } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listGroups = defineOperation({
  name: 'ListGroups',
  summary: 'List the groups under a path.',
  input: { PathPrefix: optional(pathPrefix), ...paging },
  output: { Groups: list('member', groupShape), ...pageEnd },
  errors: [],
  authorize: ({ PathPrefix }, context) => onPath(context, 'iam:ListGroups', 'group', PathPrefix),
  async handle({ input, accountId, identities }) {
    const request = { ...pageRequest(input), pathPrefix: input.PathPrefix };
    const page = await identities.listGroups(accountId, request);
    return { Groups: page.items.map(describeGroup), ...pageEndOf(page) };
  },
});
