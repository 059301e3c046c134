import { list, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onPath } from '../requirements.ts';
import { pathPrefix } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { listedRole } from '../shapes/role.ts';
import { showListedRole } from '../trust-policies.ts';

export const listRoles = defineOperation({
  name: 'ListRoles',
  summary: 'List the roles under a path.',
  input: { PathPrefix: optional(pathPrefix), ...paging },
  output: { Roles: list('member', listedRole), ...pageEnd },
  errors: [],
  authorize: ({ PathPrefix }, context) => onPath(context, 'iam:ListRoles', 'role', PathPrefix),
  async handle(args) {
    const { input, accountId, identities } = args;
    const request = { ...pageRequest(input), pathPrefix: input.PathPrefix };
    const page = await identities.listRoles(accountId, request);
    const roles = page.items.map((role) => showListedRole(args, role));
    return { Roles: await Promise.all(roles), ...pageEndOf(page) };
  },
});
