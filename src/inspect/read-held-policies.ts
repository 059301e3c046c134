import {
  type AttachedPolicy,
  type GroupDetail,
  type IAMClient,
  type ManagedPolicyDetail,
  type PolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import {
  type CompiledPolicy,
  compilePolicy,
  type PolicySource,
  type Principal,
  parsePolicy,
} from '../policy/index.ts';
import type { HeldPolicies, Subject } from './subject.ts';

interface AccountDetails {
  readonly users: UserDetail[];
  readonly groups: GroupDetail[];
  readonly roles: RoleDetail[];
  readonly policies: ManagedPolicyDetail[];
}

/**
 * The policies of a user or role out of GetAccountAuthorizationDetails.
 * @returns undefined where there is no such user or role
 * @throws what the SDK throws; AccessDenied for most who ask
 */
export async function readHeldPolicies(
  iam: IAMClient,
  subject: Subject,
): Promise<HeldPolicies | undefined> {
  const details = await readDetails(iam);
  if (subject.kind === 'root')
    return { principal: rootOf(subject), identity: [], boundary: undefined };
  const user = details.users.find(({ UserName }) => UserName === subject.name);
  const role = details.roles.find(({ RoleName }) => RoleName === subject.name);
  if (subject.kind === 'user' && user !== undefined) return heldByUser(details, subject, user);
  if (subject.kind === 'role' && role !== undefined) return heldByRole(details, subject, role);
  return undefined;
}

async function readDetails(client: IAMClient): Promise<AccountDetails> {
  const details: AccountDetails = { users: [], groups: [], roles: [], policies: [] };
  for await (const page of paginateGetAccountAuthorizationDetails({ client }, {})) {
    details.users.push(...(page.UserDetailList ?? []));
    details.groups.push(...(page.GroupDetailList ?? []));
    details.roles.push(...(page.RoleDetailList ?? []));
    details.policies.push(...(page.Policies ?? []));
  }
  return details;
}

/** The root user: no policy binds it. */
export function rootOf({ arn, accountId }: Subject): Principal {
  return { kind: 'root', arn, accountId, userId: accountId };
}

function heldByUser(details: AccountDetails, subject: Subject, user: UserDetail): HeldPolicies {
  const name = subject.name;
  const groups = details.groups.filter(({ GroupName }) =>
    user.GroupList?.includes(GroupName ?? ''),
  );
  const tags = new Map((user.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  return {
    principal: {
      kind: 'user',
      arn: user.Arn ?? subject.arn,
      accountId: subject.accountId,
      userId: user.UserId ?? '',
      userName: name,
      tags,
    },
    identity: [
      ...attached(details, user.AttachedManagedPolicies, `user ${name}`),
      ...inline(user.UserPolicyList, `user ${name}`),
      ...groups.flatMap((group) => [
        ...attached(details, group.AttachedManagedPolicies, `group ${group.GroupName}`),
        ...inline(group.GroupPolicyList, `group ${group.GroupName}`),
      ]),
    ],
    boundary: boundaryOf(details, user.PermissionsBoundary?.PermissionsBoundaryArn),
  };
}

function heldByRole(details: AccountDetails, subject: Subject, role: RoleDetail): HeldPolicies {
  const name = subject.name;
  const tags = new Map((role.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  const id = role.RoleId ?? '';
  return {
    principal: {
      kind: 'role-session',
      arn: subject.arn,
      accountId: subject.accountId,
      userId: `${id}:inspect`,
      roleId: id,
      ...(role.Arn === undefined ? {} : { roleArn: role.Arn }),
      sessionName: 'inspect',
      tags,
    },
    identity: [
      ...attached(details, role.AttachedManagedPolicies, `role ${name}`),
      ...inline(role.RolePolicyList, `role ${name}`),
    ],
    boundary: boundaryOf(details, role.PermissionsBoundary?.PermissionsBoundaryArn),
  };
}

function boundaryOf(details: AccountDetails, arn: string | undefined): CompiledPolicy | undefined {
  if (arn === undefined) return undefined;
  const text = documentOf(details, arn);
  return text === undefined ? undefined : compiled(text, { kind: 'boundary', arn, name: arn });
}

function attached(
  details: AccountDetails,
  policies: readonly AttachedPolicy[] = [],
  attachedTo: string,
): CompiledPolicy[] {
  return policies.flatMap(({ PolicyArn: arn = '', PolicyName: name = arn }) => {
    const text = documentOf(details, arn);
    const policy = text && compiled(text, { kind: 'managed', arn, name, attachedTo });
    return policy ? [policy] : [];
  });
}

function inline(policies: readonly PolicyDetail[] = [], attachedTo: string): CompiledPolicy[] {
  return policies.flatMap(({ PolicyName: name = '', PolicyDocument = '' }) => {
    const source: PolicySource = { kind: 'inline', name, attachedTo };
    const policy = compiled(decodeURIComponent(PolicyDocument), source);
    return policy === undefined ? [] : [policy];
  });
}

function documentOf({ policies }: AccountDetails, arn: string): string | undefined {
  const versions = policies.find(({ Arn }) => Arn === arn)?.PolicyVersionList;
  const text = versions?.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document;
  return text === undefined ? undefined : decodeURIComponent(text);
}

function compiled(text: string, source: PolicySource): CompiledPolicy | undefined {
  const parsed = parsePolicy(text, 'identity');
  return parsed.ok ? compilePolicy(parsed.document, source) : undefined;
}
