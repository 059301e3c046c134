import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyVersionCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  PutGroupPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { RoleFacts, Tag } from './iam-document.ts';
import type { HolderKind, ImportStep } from './plan-import.ts';

/** IAM keeps so many versions of a policy; the oldest makes room for a new one. */
const versionsKept = 5;

/** Does one step of an import. */
export async function applyImport(iam: IAMClient, step: ImportStep): Promise<void> {
  switch (step.kind) {
    case 'create-policy': {
      const { name: PolicyName, path: Path, document: PolicyDocument } = step.policy;
      await iam.send(new CreatePolicyCommand({ PolicyName, Path, PolicyDocument }));
      return;
    }
    case 'change-policy':
      return changePolicy(iam, step.policy.arn, step.policy.document);
    case 'create-group': {
      const { name: GroupName, path: Path } = step.group;
      await iam.send(new CreateGroupCommand({ GroupName, Path }));
      return;
    }
    case 'create-role':
      return createRole(iam, step.role);
    case 'change-role':
      return changeRole(iam, step.role);
    case 'create-user': {
      const { name: UserName, path: Path, boundary: PermissionsBoundary, tags } = step.user;
      const user = { UserName, Path, PermissionsBoundary, Tags: sdkTags(tags) };
      await iam.send(new CreateUserCommand(user));
      return;
    }
    case 'bound':
      return bound(iam, step.holder, step.name, step.arn);
    case 'attach':
      return attach(iam, step.holder, step.name, step.arn);
    case 'put-inline':
      return putInline(iam, step.holder, step.name, step.policy.name, step.policy.document);
    case 'join':
      await iam.send(new AddUserToGroupCommand({ UserName: step.user, GroupName: step.group }));
  }
}

function sdkTags(tags: readonly Tag[]) {
  return tags.map(({ key: Key, value: Value }) => ({ Key, Value }));
}

async function changePolicy(iam: IAMClient, PolicyArn: string, PolicyDocument: string) {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  if (Versions.length >= versionsKept) {
    const oldest = Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion).at(-1);
    const VersionId = oldest?.VersionId;
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  }
  const version = { PolicyArn, PolicyDocument, SetAsDefault: true };
  await iam.send(new CreatePolicyVersionCommand(version));
}

async function createRole(iam: IAMClient, role: RoleFacts): Promise<void> {
  await iam.send(
    new CreateRoleCommand({
      RoleName: role.name,
      Path: role.path,
      AssumeRolePolicyDocument: role.trust,
      Description: role.description,
      MaxSessionDuration: role.maxSessionSeconds,
      PermissionsBoundary: role.boundary,
      Tags: sdkTags(role.tags),
    }),
  );
}

async function changeRole(iam: IAMClient, role: RoleFacts): Promise<void> {
  const RoleName = role.name;
  const PolicyDocument = role.trust;
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  const { description: Description = '', maxSessionSeconds: MaxSessionDuration } = role;
  await iam.send(new UpdateRoleCommand({ RoleName, Description, MaxSessionDuration }));
}

async function bound(iam: IAMClient, holder: 'user' | 'role', name: string, arn: string) {
  const PermissionsBoundary = arn;
  await (holder === 'user'
    ? iam.send(new PutUserPermissionsBoundaryCommand({ UserName: name, PermissionsBoundary }))
    : iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary })));
}

async function attach(iam: IAMClient, holder: HolderKind, name: string, PolicyArn: string) {
  if (holder === 'user') {
    await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
  } else if (holder === 'group') {
    await iam.send(new AttachGroupPolicyCommand({ GroupName: name, PolicyArn }));
  } else await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
}

async function putInline(
  iam: IAMClient,
  holder: HolderKind,
  name: string,
  PolicyName: string,
  PolicyDocument: string,
): Promise<void> {
  const policy = { PolicyName, PolicyDocument };
  if (holder === 'user') await iam.send(new PutUserPolicyCommand({ UserName: name, ...policy }));
  else if (holder === 'group') {
    await iam.send(new PutGroupPolicyCommand({ GroupName: name, ...policy }));
  } else await iam.send(new PutRolePolicyCommand({ RoleName: name, ...policy }));
}
