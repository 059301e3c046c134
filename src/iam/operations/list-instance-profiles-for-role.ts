import { list } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onRole } from '../requirements.ts';
import {
  describeListedInstanceProfile,
  listedInstanceProfile,
} from '../shapes/instance-profile.ts';
import { roleName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listInstanceProfilesForRole = defineOperation({
  name: 'ListInstanceProfilesForRole',
  summary: 'List the instance profiles that a role is in.',
  input: { RoleName: roleName, ...paging },
  output: { InstanceProfiles: list('member', listedInstanceProfile), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ RoleName }, context) =>
    onRole(context, 'iam:ListInstanceProfilesForRole', RoleName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const request = pageRequest(input);
    const listed = await identities.listInstanceProfilesOfRole(accountId, input.RoleName, request);
    const page = expectFound(fail, listed);
    const profiles = page.items.map((item) => describeListedInstanceProfile(args, item));
    return { InstanceProfiles: await Promise.all(profiles), ...pageEndOf(page) };
  },
});
