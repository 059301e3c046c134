import { boolean, list, oneOf, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { listManagedPolicies } from '../managed-policies.ts';
import { onPath } from '../requirements.ts';
import { policyPathPrefix } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeListedPolicy, listedPolicy } from '../shapes/policy.ts';

export const listPolicies = defineOperation({
  name: 'ListPolicies',
  summary: "List managed policies: the account's, AWS's, or both.",
  input: {
    Scope: optional(oneOf('All', 'AWS', 'Local')),
    OnlyAttached: optional(boolean()),
    PathPrefix: optional(policyPathPrefix),
    PolicyUsageFilter: optional(oneOf('PermissionsPolicy', 'PermissionsBoundary')),
    ...paging,
  },
  output: { Policies: list('member', listedPolicy), ...pageEnd },
  errors: [],
  authorize: ({ PathPrefix }, context) => onPath(context, 'iam:ListPolicies', 'policy', PathPrefix),
  async handle(args) {
    const { input } = args;
    const page = await listManagedPolicies(args, {
      ...pageRequest(input),
      scope: input.Scope ?? 'All',
      pathPrefix: input.PathPrefix,
      onlyAttached: input.OnlyAttached,
      usage: input.PolicyUsageFilter,
    });
    return { Policies: page.items.map(describeListedPolicy), ...pageEndOf(page) };
  },
});
