import {
  type AttachedPolicy,
  type GetAccountAuthorizationDetailsCommandOutput,
  GetRoleCommand,
  type IAMClient,
  type ManagedPolicyDetail,
  type PolicyDetail,
  paginateGetAccountAuthorizationDetails,
  paginateListAccessKeys,
  type RoleDetail,
  type Tag as SdkTag,
  type UserDetail,
} from '@aws-sdk/client-iam';
import {
  type IamDocument,
  type InlinePolicy,
  iamFormat,
  type ManagedPolicyFacts,
  type RoleFacts,
  type Tag,
  type UserFacts,
} from './iam-document.ts';

/** Reads the users, groups, roles and policies of an account. Holds no secret. */
export async function exportIam(iam: IAMClient, account: string): Promise<IamDocument> {
  const pages: GetAccountAuthorizationDetailsCommandOutput[] = [];
  const Filter = ['User', 'Role', 'Group', 'LocalManagedPolicy'] as const;
  const input = { Filter: [...Filter] };
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam }, input)) {
    pages.push(page);
  }
  const groups = pages.flatMap((page) => page.GroupDetailList ?? []);
  const roles: RoleFacts[] = [];
  for (const role of pages.flatMap((page) => page.RoleDetailList ?? [])) {
    roles.push(await roleFacts(iam, role));
  }
  const users: UserFacts[] = [];
  for (const user of pages.flatMap((page) => page.UserDetailList ?? [])) {
    users.push(await userFacts(iam, user));
  }
  return {
    format: iamFormat,
    account,
    policies: pages.flatMap((page) => page.Policies ?? []).map(policyFacts),
    groups: groups.map((group) => ({
      ...names(group.GroupName, group.Path),
      attached: arns(group.AttachedManagedPolicies),
      inline: inline(group.GroupPolicyList),
    })),
    roles,
    users,
  };
}

function names(name: string | undefined, path: string | undefined) {
  return { name: name ?? '', path: path ?? '/' };
}

function arns(attached: readonly AttachedPolicy[] | undefined): string[] {
  return (attached ?? []).map(({ PolicyArn }) => PolicyArn ?? '').sort();
}

/** Documents come percent-encoded (RFC 3986), as IAM has always sent them. */
function inline(policies: readonly PolicyDetail[] | undefined): InlinePolicy[] {
  return (policies ?? []).map(({ PolicyName, PolicyDocument }) => ({
    name: PolicyName ?? '',
    document: decodeURIComponent(PolicyDocument ?? ''),
  }));
}

function tagsOf(tags: readonly SdkTag[] | undefined): Tag[] {
  return (tags ?? []).map(({ Key, Value }) => ({ key: Key ?? '', value: Value ?? '' }));
}

function policyFacts(policy: ManagedPolicyDetail): ManagedPolicyFacts {
  const version = policy.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion);
  return {
    ...names(policy.PolicyName, policy.Path),
    arn: policy.Arn ?? '',
    document: decodeURIComponent(version?.Document ?? ''),
  };
}

async function roleFacts(iam: IAMClient, role: RoleDetail): Promise<RoleFacts> {
  // The list says neither the description nor how long sessions may last.
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: role.RoleName }));
  return {
    ...names(role.RoleName, role.Path),
    trust: decodeURIComponent(role.AssumeRolePolicyDocument ?? ''),
    description: Role?.Description,
    maxSessionSeconds: Role?.MaxSessionDuration ?? 3_600,
    boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
    attached: arns(role.AttachedManagedPolicies),
    inline: inline(role.RolePolicyList),
    tags: tagsOf(role.Tags),
  };
}

async function userFacts(iam: IAMClient, user: UserDetail): Promise<UserFacts> {
  const accessKeys: { id: string; status: string }[] = [];
  const input = { UserName: user.UserName };
  for await (const page of paginateListAccessKeys({ client: iam }, input)) {
    for (const { AccessKeyId, Status } of page.AccessKeyMetadata ?? []) {
      accessKeys.push({ id: AccessKeyId ?? '', status: Status ?? '' });
    }
  }
  return {
    ...names(user.UserName, user.Path),
    boundary: user.PermissionsBoundary?.PermissionsBoundaryArn,
    attached: arns(user.AttachedManagedPolicies),
    inline: inline(user.UserPolicyList),
    tags: tagsOf(user.Tags),
    groups: [...(user.GroupList ?? [])].sort(),
    accessKeys,
  };
}
