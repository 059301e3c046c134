import { list, oneOf, optional } from '../../operation/shape.ts';
import { detailsPage, sections } from '../account-details.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';
import { groupDetail, policyDetail, roleDetail, userDetail } from '../shapes/account-details.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

const section = oneOf('User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy');

export const getAccountAuthorizationDetails = defineOperation({
  name: 'GetAccountAuthorizationDetails',
  summary: 'Return users, groups, roles and policies of the account with all that ties them.',
  input: {
    Filter: optional(list('member', section)),
    ...paging,
  },
  output: {
    UserDetailList: list('member', userDetail),
    GroupDetailList: list('member', groupDetail),
    RoleDetailList: list('member', roleDetail),
    Policies: list('member', policyDetail),
    ...pageEnd,
  },
  errors: ['ValidationError'],
  authorize: () => onAccount('iam:GetAccountAuthorizationDetails'),
  async handle(args) {
    const { input, fail } = args;
    const wanted = sections.filter((name) => input.Filter?.includes(name) ?? true);
    const page = await detailsPage(args, wanted, pageRequest(input));
    if (page === undefined) return fail('ValidationError', { message: 'Invalid Marker.' });
    return {
      UserDetailList: page.details.users,
      GroupDetailList: page.details.groups,
      RoleDetailList: page.details.roles,
      Policies: page.details.policies,
      ...pageEndOf(page),
    };
  },
});
