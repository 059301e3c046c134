import { list, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onPath } from '../requirements.ts';
import {
  describeListedInstanceProfile,
  listedInstanceProfile,
} from '../shapes/instance-profile.ts';
import { pathPrefix } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listInstanceProfiles = defineOperation({
  name: 'ListInstanceProfiles',
  summary: 'List the instance profiles under a path.',
  input: { PathPrefix: optional(pathPrefix), ...paging },
  output: { InstanceProfiles: list('member', listedInstanceProfile), ...pageEnd },
  errors: [],
  authorize: ({ PathPrefix }, context) =>
    onPath(context, 'iam:ListInstanceProfiles', 'instance-profile', PathPrefix),
  async handle(args) {
    const { input, accountId, identities } = args;
    const request = { ...pageRequest(input), pathPrefix: input.PathPrefix };
    const page = await identities.listInstanceProfiles(accountId, request);
    const profiles = page.items.map((item) => describeListedInstanceProfile(args, item));
    return { InstanceProfiles: await Promise.all(profiles), ...pageEndOf(page) };
  },
});
