import type { Infer } from '../operation/shape.ts';
import type {
  Group,
  HolderReference,
  ManagedPolicy,
  Page,
  PageRequest,
  Role,
  User,
} from '../store/identities.ts';
import type { IamContext } from './define.ts';
import { defaultDocument } from './held-policies.ts';
import { listManagedPolicies } from './managed-policies.ts';
import type {
  groupDetail,
  policyDetail,
  roleDetail,
  userDetail,
} from './shapes/account-details.ts';
import { describeBoundary } from './shapes/boundary.ts';
import { encodeDocument } from './shapes/document.ts';
import { describeGroup } from './shapes/group.ts';
import { describeListedInstanceProfile } from './shapes/instance-profile.ts';
import {
  describeAttached,
  describeListedPolicy,
  describeVersionWithDocument,
} from './shapes/policy.ts';
import { describeLastUse } from './shapes/role.ts';
import { describeTags } from './shapes/tags.ts';
import { describeListedUser } from './shapes/user.ts';
import { showListedRole } from './trust-policies.ts';

/** More than the quotas allow, so one page holds everything. */
const everything = { limit: 1000 };

export type Section = 'User' | 'Group' | 'Role' | 'LocalManagedPolicy' | 'AWSManagedPolicy';

/** In the order of the answer. */
export const sections: readonly Section[] = [
  'User',
  'Group',
  'Role',
  'LocalManagedPolicy',
  'AWSManagedPolicy',
];

/** A part of the account, as much as a page holds. */
export interface AccountDetails {
  readonly users: Infer<typeof userDetail>[];
  readonly groups: Infer<typeof groupDetail>[];
  readonly roles: Infer<typeof roleDetail>[];
  readonly policies: Infer<typeof policyDetail>[];
}

/** A marker names the section that a page begins in, and the place in it. */
function readPlace(after: string, wanted: readonly Section[]) {
  const colon = after.indexOf(':');
  const names: readonly string[] = wanted;
  const index = names.indexOf(after.slice(0, colon));
  return index < 0 ? undefined : { index, place: after.slice(colon + 1) || undefined };
}

/**
 * One page over all wanted sections.
 * @returns undefined for a marker that no page of these sections gave out
 */
export async function detailsPage(
  context: IamContext,
  wanted: readonly Section[],
  { after, limit }: PageRequest,
): Promise<{ readonly details: AccountDetails; readonly next: string | undefined } | undefined> {
  const start = after === undefined ? { index: 0, place: undefined } : readPlace(after, wanted);
  if (start === undefined) return undefined;
  const details: AccountDetails = { users: [], groups: [], roles: [], policies: [] };
  let left = limit;
  let { place } = start;
  for (const section of wanted.slice(start.index)) {
    // A full page ends before this section.
    if (left === 0) return { details, next: `${section}:` };
    const added = await addSection(context, details, section, { after: place, limit: left });
    if (added.next !== undefined) return { details, next: `${section}:${added.next}` };
    left -= added.count;
    place = undefined;
  }
  return { details, next: undefined };
}

/** Adds a page of one kind. */
async function addSection(
  context: IamContext,
  details: AccountDetails,
  section: Section,
  request: PageRequest,
): Promise<{ readonly count: number; readonly next: string | undefined }> {
  const { accountId, identities } = context;
  switch (section) {
    case 'User':
      return add(details.users, await identities.listUsers(accountId, request), (user) =>
        detailUser(context, user),
      );
    case 'Group':
      return add(details.groups, await identities.listGroups(accountId, request), (group) =>
        detailGroup(context, group),
      );
    case 'Role':
      return add(details.roles, await identities.listRoles(accountId, request), (role) =>
        detailRole(context, role),
      );
    case 'LocalManagedPolicy':
    case 'AWSManagedPolicy': {
      const isLocal = section === 'LocalManagedPolicy';
      // Of AWS's policies only those are told that are in use here.
      const filter = { scope: isLocal ? 'Local' : 'AWS', onlyAttached: !isLocal } as const;
      const page = await listManagedPolicies(context, { ...request, ...filter });
      return add(details.policies, page, (policy) => detailPolicy(context, policy));
    }
  }
}

async function add<T, D>(
  to: D[],
  { items, next }: Page<T>,
  detail: (item: T) => Promise<D>,
): Promise<{ readonly count: number; readonly next: string | undefined }> {
  for (const item of items) to.push(await detail(item));
  return { count: items.length, next };
}

async function held({ identities }: IamContext, holder: HolderReference) {
  const inline = await identities.listInlinePolicies(holder, everything);
  const attached = await identities.listAttachedPolicies(holder, everything);
  return {
    inline: ('outcome' in inline ? [] : inline.items).map(({ policyName, document }) => ({
      PolicyName: policyName,
      PolicyDocument: encodeDocument(document),
    })),
    attached: describeAttached('outcome' in attached ? [] : attached.items),
  };
}

async function detailUser(context: IamContext, user: User): Promise<Infer<typeof userDetail>> {
  const { accountId, userName } = user;
  const { inline, attached } = await held(context, { accountId, kind: 'user', name: userName });
  const groups = await context.identities.listGroupsOfUser(accountId, userName, everything);
  return {
    ...describeListedUser(user),
    UserPolicyList: inline,
    GroupList: 'outcome' in groups ? [] : groups.items.map(({ groupName }) => groupName),
    AttachedManagedPolicies: attached,
    PermissionsBoundary: describeBoundary(user.permissionsBoundary),
    Tags: describeTags(user.tags),
  };
}

async function detailGroup(context: IamContext, group: Group): Promise<Infer<typeof groupDetail>> {
  const { accountId, groupName: name } = group;
  const { inline, attached } = await held(context, { accountId, kind: 'group', name });
  return {
    ...describeGroup(group),
    GroupPolicyList: inline,
    AttachedManagedPolicies: attached,
  };
}

async function detailRole(context: IamContext, role: Role): Promise<Infer<typeof roleDetail>> {
  const { accountId, roleName: name } = role;
  const { inline, attached } = await held(context, { accountId, kind: 'role', name });
  const { identities } = context;
  const found = await identities.listInstanceProfilesOfRole(accountId, name, everything);
  const profiles = 'outcome' in found ? [] : found.items;
  return {
    ...(await showListedRole(context, role)),
    InstanceProfileList: await Promise.all(
      profiles.map((profile) => describeListedInstanceProfile(context, profile)),
    ),
    RolePolicyList: inline,
    AttachedManagedPolicies: attached,
    PermissionsBoundary: describeBoundary(role.permissionsBoundary),
    Tags: describeTags(role.tags),
    RoleLastUsed: describeLastUse(role),
  };
}

async function detailPolicy(
  context: IamContext,
  policy: ManagedPolicy,
): Promise<Infer<typeof policyDetail>> {
  const isOwn = policy.accountId === context.accountId;
  const found = isOwn && (await context.identities.listPolicyVersions(policy.arn, everything));
  const versions =
    found && !('outcome' in found)
      ? found.items
      : [
          {
            versionId: policy.defaultVersionId,
            document: await defaultDocument(context, policy.arn),
            isDefault: true,
            createdAtMs: policy.updatedAtMs,
          },
        ];
  return {
    ...describeListedPolicy(policy),
    Description: policy.description,
    PolicyVersionList: versions.map(describeVersionWithDocument),
  };
}
