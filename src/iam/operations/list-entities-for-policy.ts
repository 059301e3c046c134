import { list, oneOf, optional, structure, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { checkPolicyArn, findPolicy } from '../managed-policies.ts';
import { expectFound } from '../outcomes.ts';
import { onPolicy } from '../requirements.ts';
import { arn, pathPrefix } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

const entityFilter = oneOf('User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy');
const entityKinds = { User: 'user', Role: 'role', Group: 'group' } as const;

export const listEntitiesForPolicy = defineOperation({
  name: 'ListEntitiesForPolicy',
  summary: 'List the users, groups and roles that a managed policy is attached to.',
  input: {
    PolicyArn: arn,
    EntityFilter: optional(entityFilter),
    PathPrefix: optional(pathPrefix),
    PolicyUsageFilter: optional(oneOf('PermissionsPolicy', 'PermissionsBoundary')),
    ...paging,
  },
  output: {
    PolicyGroups: list('member', structure({ GroupName: text(), GroupId: text() })),
    PolicyUsers: list('member', structure({ UserName: text(), UserId: text() })),
    PolicyRoles: list('member', structure({ RoleName: text(), RoleId: text() })),
    ...pageEnd,
  },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:ListEntitiesForPolicy', PolicyArn),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    checkPolicyArn(fail, input.PolicyArn);
    await findPolicy(args, fail, input.PolicyArn);
    if (input.EntityFilter === 'LocalManagedPolicy' || input.EntityFilter === 'AWSManagedPolicy') {
      return { PolicyGroups: [], PolicyUsers: [], PolicyRoles: [], IsTruncated: false };
    }
    const listed = await identities.listEntitiesForPolicy(accountId, input.PolicyArn, {
      ...pageRequest(input),
      pathPrefix: input.PathPrefix,
      entity: input.EntityFilter && entityKinds[input.EntityFilter],
      usage: input.PolicyUsageFilter,
    });
    const page = expectFound(fail, listed);
    const ofKind = (wanted: string) => page.items.filter(({ kind }) => kind === wanted);
    return {
      PolicyGroups: ofKind('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: ofKind('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: ofKind('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...pageEndOf(page),
    };
  },
});
