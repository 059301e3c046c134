import { list, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { roleName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listRolePolicies = defineOperation({
  name: 'ListRolePolicies',
  summary: 'List the names of the policies that are embedded in a role.',
  input: { RoleName: roleName, ...paging },
  output: { PolicyNames: list('member', text()), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:ListRolePolicies', RoleName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    const listed = await identities.listInlinePolicies(holder, pageRequest(input));
    const page = expectFound(fail, listed);
    return { PolicyNames: page.items.map((policy) => policy.policyName), ...pageEndOf(page) };
  },
});
