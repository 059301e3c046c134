import {
  GetGroupCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  type IAMClient,
  paginateGetGroup,
  paginateListAccessKeys,
  paginateListAttachedGroupPolicies,
  paginateListAttachedUserPolicies,
  paginateListPolicyVersions,
} from '@aws-sdk/client-iam';
import { unlessMissing } from '../client/failure.ts';
import type { FoundPolicy, FoundUser, GrantState, GrantWish } from './plan-grant.ts';

/** Reads from IAM what a grant is planned against. @throws what the SDK throws */
export async function readGrantState(iam: IAMClient, wish: GrantWish): Promise<GrantState> {
  const [policy, group, user] = await Promise.all([
    readPolicy(iam, wish.policyArn),
    wish.groupName === undefined ? undefined : readGroup(iam, wish.groupName),
    readUser(iam, wish.userName),
  ]);
  return { policy, group, user };
}

/** The default version of a policy, and which others there are. */
async function readPolicy(iam: IAMClient, arn: string): Promise<FoundPolicy | undefined> {
  const found = await unlessMissing(iam.send(new GetPolicyCommand({ PolicyArn: arn })));
  const VersionId = found?.Policy?.DefaultVersionId;
  if (VersionId === undefined) return undefined;
  const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId }));
  const all = await policyVersions(iam, arn);
  return {
    document: decodeURIComponent(version.PolicyVersion?.Document ?? ''),
    olderVersions: all.filter(({ isDefault }) => !isDefault).map(({ id }) => id),
  };
}

/** The versions of a policy, oldest first. */
export async function policyVersions(iam: IAMClient, arn: string) {
  const versions: { readonly id: string; readonly isDefault: boolean }[] = [];
  for await (const page of paginateListPolicyVersions({ client: iam }, { PolicyArn: arn })) {
    for (const { VersionId, IsDefaultVersion } of page.Versions ?? []) {
      if (VersionId !== undefined) {
        versions.push({ id: VersionId, isDefault: IsDefaultVersion === true });
      }
    }
  }
  return versions.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

async function readGroup(iam: IAMClient, name: string): Promise<GrantState['group']> {
  const found = await unlessMissing(iam.send(new GetGroupCommand({ GroupName: name })));
  if (found === undefined) return undefined;
  return {
    policyArns: await attachedToGroup(iam, name),
    members: await groupMembers(iam, name),
  };
}

/** The names of a group's users. */
export async function groupMembers(iam: IAMClient, name: string): Promise<string[]> {
  const members: string[] = [];
  for await (const { Users } of paginateGetGroup({ client: iam }, { GroupName: name })) {
    members.push(...(Users ?? []).flatMap(({ UserName }) => UserName ?? []));
  }
  return members;
}

/** The ARNs of a group's managed policies. */
export async function attachedToGroup(iam: IAMClient, name: string): Promise<string[]> {
  const arns: string[] = [];
  const pages = paginateListAttachedGroupPolicies({ client: iam }, { GroupName: name });
  for await (const { AttachedPolicies } of pages) {
    arns.push(...(AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
  }
  return arns;
}

async function readUser(iam: IAMClient, name: string): Promise<FoundUser | undefined> {
  const found = await unlessMissing(iam.send(new GetUserCommand({ UserName: name })));
  if (found === undefined) return undefined;
  return { policyArns: await attachedToUser(iam, name), keys: await accessKeys(iam, name) };
}

/** The ARNs of a user's own managed policies. */
export async function attachedToUser(iam: IAMClient, name: string): Promise<string[]> {
  const arns: string[] = [];
  const pages = paginateListAttachedUserPolicies({ client: iam }, { UserName: name });
  for await (const { AttachedPolicies } of pages) {
    arns.push(...(AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
  }
  return arns;
}

/** The access keys of a user; without a name, of whoever asks. */
export async function accessKeys(iam: IAMClient, userName: string | undefined) {
  const keys: { readonly id: string; readonly isActive: boolean }[] = [];
  const input = userName === undefined ? {} : { UserName: userName };
  for await (const page of paginateListAccessKeys({ client: iam }, input)) {
    for (const { AccessKeyId, Status } of page.AccessKeyMetadata ?? []) {
      if (AccessKeyId !== undefined) keys.push({ id: AccessKeyId, isActive: Status === 'Active' });
    }
  }
  return keys;
}
