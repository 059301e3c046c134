import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import { policyPathPrefix, roleName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { attachedPolicies, describeAttached } from '../shapes/policy.ts';

export const listAttachedRolePolicies = defineOperation({
  name: 'ListAttachedRolePolicies',
  summary: 'List the managed policies that are attached to a role.',
  input: { RoleName: roleName, PathPrefix: optional(policyPathPrefix), ...paging },
  output: { AttachedPolicies: attachedPolicies, ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) => onRole(context, 'iam:ListAttachedRolePolicies', RoleName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'role', name: input.RoleName } as const;
    const request = { ...pageRequest(input), pathPrefix: input.PathPrefix };
    const page = expectFound(fail, await identities.listAttachedPolicies(holder, request));
    return { AttachedPolicies: describeAttached(page.items), ...pageEndOf(page) };
  },
});
