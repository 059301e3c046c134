import {
  GetGroupCommand,
  GetLoginProfileCommand,
  GetPolicyCommand,
  GetUserCommand,
  type IAMClient,
  ListGroupPoliciesCommand,
  ListMFADevicesCommand,
  ListUserPoliciesCommand,
  paginateListEntitiesForPolicy,
  paginateListGroupsForUser,
} from '@aws-sdk/client-iam';
import { unlessMissing } from '../client/failure.ts';
import {
  accessKeys,
  attachedToGroup,
  attachedToUser,
  groupMembers,
  policyVersions,
} from './grant-state.ts';
import type { HoldingGroup, HoldingUser, RevokeState } from './plan-revoke.ts';

/** Reads from IAM who has a policy, and what else they have. @throws what the SDK throws */
export async function readRevokeState(iam: IAMClient, arn: string): Promise<RevokeState> {
  const found = await unlessMissing(iam.send(new GetPolicyCommand({ PolicyArn: arn })));
  if (found === undefined) return { policy: undefined, groups: [], users: [] };
  const userNames = new Set<string>();
  const roleNames: string[] = [];
  const groups: HoldingGroup[] = [];
  for await (const page of paginateListEntitiesForPolicy({ client: iam }, { PolicyArn: arn })) {
    for (const { UserName } of page.PolicyUsers ?? []) if (UserName) userNames.add(UserName);
    for (const { RoleName } of page.PolicyRoles ?? []) if (RoleName) roleNames.push(RoleName);
    for (const { GroupName } of page.PolicyGroups ?? []) {
      if (GroupName) groups.push(await readHoldingGroup(iam, GroupName));
    }
  }
  for (const { members } of groups) for (const member of members) userNames.add(member);
  const users: HoldingUser[] = [];
  for (const name of userNames) users.push(await readHoldingUser(iam, name));
  const versions = await policyVersions(iam, arn);
  const others = versions.filter(({ isDefault }) => !isDefault).map(({ id }) => id);
  return { policy: { versions: others, roleNames }, groups, users };
}

async function readHoldingGroup(iam: IAMClient, name: string): Promise<HoldingGroup> {
  const { Group } = await iam.send(new GetGroupCommand({ GroupName: name }));
  const inline = await iam.send(new ListGroupPoliciesCommand({ GroupName: name }));
  return {
    name,
    path: Group?.Path ?? '/',
    policyArns: await attachedToGroup(iam, name),
    hasInlinePolicies: (inline.PolicyNames ?? []).length > 0,
    members: await groupMembers(iam, name),
  };
}

async function readHoldingUser(iam: IAMClient, name: string): Promise<HoldingUser> {
  const { User } = await iam.send(new GetUserCommand({ UserName: name }));
  const inline = await iam.send(new ListUserPoliciesCommand({ UserName: name }));
  const login = await unlessMissing(iam.send(new GetLoginProfileCommand({ UserName: name })));
  const mfa = await iam.send(new ListMFADevicesCommand({ UserName: name })).catch(() => undefined);
  const groups: string[] = [];
  for await (const page of paginateListGroupsForUser({ client: iam }, { UserName: name })) {
    groups.push(...(page.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []));
  }
  return {
    name,
    path: User?.Path ?? '/',
    policyArns: await attachedToUser(iam, name),
    hasInlinePolicies: (inline.PolicyNames ?? []).length > 0,
    groups,
    keyIds: (await accessKeys(iam, name)).map(({ id }) => id),
    hasMore: login !== undefined || (mfa?.MFADevices ?? []).length > 0,
  };
}
