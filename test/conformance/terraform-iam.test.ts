/**
 * The requests that Terraform's AWS provider makes for resources of IAM, in its order: what it
 * reads after each write and before each plan, and what it deletes before it deletes a user.
 * Terraform itself is not needed.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteLoginProfileCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachGroupPolicyCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetGroupCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListMFADevicesCommand,
  ListPolicyVersionsCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  ListVirtualMFADevicesCommand,
  PutUserPermissionsBoundaryCommand,
  RemoveUserFromGroupCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  TagUserCommand,
  UntagPolicyCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { iamClient, stsClient } from './harness/clients.ts';
import { expectError } from './harness/expect-error.ts';
import { createGroup, createPlainUser, createPolicy } from './harness/iam-entities.ts';
import { allow, createUser, policyText } from './harness/identities.ts';
import { useServer } from './harness/server.ts';
import { uniqueName } from './harness/unique-name.ts';

const server = await useServer();
// People run Terraform as an administrator, not as root.
const root = iamClient(server);
const { credentials } = await createUser(root, allow('*', '*'));
const iam = iamClient(server, credentials);

const missing = (call: Promise<unknown>) => expectError(call, 'NoSuchEntity', 404);
const managed = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

test('the provider finds out whose account it works in', async () => {
  const { Account, Arn } = await stsClient(server, credentials).send(
    new GetCallerIdentityCommand({}),
  );
  assert.match(Account ?? '', /^\d{12}$/);
  const { User } = await iam.send(new GetUserCommand({}));
  assert.equal(User?.Arn, Arn);
});

/** What the provider keeps of a user in its state. */
async function readUser(UserName: string) {
  const { User } = await iam.send(new GetUserCommand({ UserName }));
  assert.ok(User);
  const { Arn, Path, UserId, PermissionsBoundary, Tags } = User;
  const tags = Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  const boundary = PermissionsBoundary?.PermissionsBoundaryArn;
  return { arn: Arn, name: User.UserName, path: Path, id: UserId, boundary, tags };
}

/** Everything that force_destroy takes away before the user. */
async function forceDestroy(UserName: string): Promise<void> {
  const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName }));
  for (const { GroupName } of Groups) {
    await iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName }));
  }
  const keys = await iam.send(new ListAccessKeysCommand({ UserName }));
  for (const { AccessKeyId } of keys.AccessKeyMetadata ?? []) {
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  }
  const ssh = await iam.send(new ListSSHPublicKeysCommand({ UserName }));
  const virtual = await iam.send(
    new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }),
  );
  const devices = await iam.send(new ListMFADevicesCommand({ UserName }));
  await iam.send(new DeleteLoginProfileCommand({ UserName })).catch(async (error: unknown) => {
    await missing(Promise.reject(error));
  });
  const signing = await iam.send(new ListSigningCertificatesCommand({ UserName }));
  const special = await iam.send(new ListServiceSpecificCredentialsCommand({ UserName }));
  assert.deepEqual(
    [ssh.SSHPublicKeys, virtual.VirtualMFADevices, devices.MFADevices, signing.Certificates],
    [[], [], [], []],
  );
  assert.deepEqual(special.ServiceSpecificCredentials, []);
  await iam.send(new DeleteUserCommand({ UserName }));
}

describe('aws_iam_user', () => {
  test('is created with tags, changed, and destroyed', async () => {
    const UserName = uniqueName('user');
    const Tags = [
      { Key: 'team', Value: 'red' },
      { Key: 'stage', Value: 'test' },
    ];
    const created = await iam.send(new CreateUserCommand({ UserName, Path: '/apps/', Tags }));
    const first = await readUser(UserName);
    assert.deepEqual(first, {
      arn: created.User?.Arn,
      id: created.User?.UserId,
      name: UserName,
      path: '/apps/',
      boundary: undefined,
      tags: { team: 'red', stage: 'test' },
    });
    assert.deepEqual(await readUser(UserName), first, 'a plan finds nothing to do');

    const NewUserName = uniqueName('user');
    await iam.send(new UpdateUserCommand({ UserName, NewUserName, NewPath: '/' }));
    const renamed = { UserName: NewUserName };
    await iam.send(
      new PutUserPermissionsBoundaryCommand({ ...renamed, PermissionsBoundary: managed }),
    );
    await iam.send(new UntagUserCommand({ ...renamed, TagKeys: ['stage'] }));
    await iam.send(new TagUserCommand({ ...renamed, Tags: [{ Key: 'team', Value: 'blue' }] }));
    const second = await readUser(NewUserName);
    assert.deepEqual(
      [second.id, second.path, second.boundary, second.tags],
      [first.id, '/', managed, { team: 'blue' }],
    );
    assert.equal(second.arn, first.arn?.replace(`/apps/${UserName}`, `/${NewUserName}`));
    await missing(readUser(UserName));

    await iam.send(new DeleteUserPermissionsBoundaryCommand(renamed));
    assert.equal((await readUser(NewUserName)).boundary, undefined);
    const { Groups } = await iam.send(new ListGroupsForUserCommand(renamed));
    assert.deepEqual(Groups, []);
    await iam.send(new DeleteUserCommand(renamed));
    await missing(readUser(NewUserName));
    await missing(iam.send(new DeleteUserCommand(renamed)));
  });

  test('takes a path and a name that only differ in case', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const NewUserName = UserName.toUpperCase();
    await iam.send(new UpdateUserCommand({ UserName, NewUserName, NewPath: '/' }));
    assert.equal((await readUser(NewUserName)).name, NewUserName);
    await iam.send(new DeleteUserCommand({ UserName: NewUserName }));
  });

  test('is destroyed with all that it has, when force_destroy says so', async () => {
    const { name: UserName } = await createUser(iam);
    const { name: GroupName } = await createGroup(iam);
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    const Password = `A1-${uniqueName('password')}`;
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    const blocked = iam.send(new DeleteUserCommand({ UserName }));
    await expectError(blocked, 'DeleteConflict', 409);
    await forceDestroy(UserName);
    await missing(readUser(UserName));
  });

  test('is destroyed by force when it has nothing', async () => {
    const { name } = await createPlainUser(iam);
    await forceDestroy(name);
    await missing(readUser(name));
  });
});

describe('aws_iam_access_key', () => {
  test('is created, imported, made inactive and deleted', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const AccessKeyId = AccessKey?.AccessKeyId;
    const read = async () => {
      const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
      return AccessKeyMetadata.find((key) => key.AccessKeyId === AccessKeyId);
    };
    assert.deepEqual(await read(), {
      UserName,
      AccessKeyId,
      Status: 'Active',
      CreateDate: AccessKey?.CreateDate,
    });
    const imported = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    assert.equal(imported.UserName, UserName);
    const update = { UserName, AccessKeyId, Status: 'Inactive' } as const;
    await iam.send(new UpdateAccessKeyCommand(update));
    assert.equal((await read())?.Status, 'Inactive');
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    assert.equal(await read(), undefined);
    await missing(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));
    await iam.send(new DeleteUserCommand({ UserName }));
    await missing(iam.send(new ListAccessKeysCommand({ UserName })));
  });
});

describe('aws_iam_group', () => {
  test('is created, renamed and deleted', async () => {
    const GroupName = uniqueName('group');
    const { Group } = await iam.send(new CreateGroupCommand({ GroupName, Path: '/teams/' }));
    const read = async (name: string) =>
      (await iam.send(new GetGroupCommand({ GroupName: name }))).Group;
    assert.deepEqual(await read(GroupName), Group);
    const NewGroupName = uniqueName('group');
    await iam.send(new UpdateGroupCommand({ GroupName, NewGroupName, NewPath: '/' }));
    const renamed = await read(NewGroupName);
    assert.deepEqual([renamed?.GroupId, renamed?.Path], [Group?.GroupId, '/']);
    await missing(read(GroupName));
    await iam.send(new DeleteGroupCommand({ GroupName: NewGroupName }));
    await missing(read(NewGroupName));
    await missing(iam.send(new DeleteGroupCommand({ GroupName: NewGroupName })));
  });
});

describe('aws_iam_group_membership', () => {
  test('adds, exchanges and removes users', async () => {
    const { name: GroupName } = await createGroup(iam);
    const [ann, bob, eve] = [
      (await createPlainUser(iam)).name,
      (await createPlainUser(iam)).name,
      (await createPlainUser(iam)).name,
    ];
    const add = (UserName: string) => iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
    const remove = (UserName: string) =>
      iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
    const read = async () => {
      const { Users = [] } = await iam.send(new GetGroupCommand({ GroupName }));
      return Users.map(({ UserName }) => UserName).sort();
    };
    await add(ann);
    await add(bob);
    assert.deepEqual(await read(), [ann, bob].sort());
    await add(ann);
    assert.deepEqual(await read(), [ann, bob].sort(), 'added twice is added once');
    await remove(ann);
    await add(eve);
    assert.deepEqual(await read(), [bob, eve].sort());
    await remove(bob);
    await remove(eve);
    assert.deepEqual(await read(), []);
    await iam.send(new DeleteUserCommand({ UserName: eve }));
    await missing(remove(eve));
    await iam.send(new DeleteGroupCommand({ GroupName }));
    await missing(read());
  });
});

/** The JSON that the provider sends: normalized, with sorted names and without white space. */
const readBucket = (bucket: string) =>
  policyText(allow(['s3:GetObject', 's3:ListBucket'], `arn:aws:s3:::${bucket}/<&>*`));

/** The policy and the document of its default version, as the provider reads both. */
async function readPolicy(PolicyArn: string) {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { DefaultVersionId: VersionId } = Policy ?? {};
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  const Tags = Object.fromEntries((Policy?.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  const document = decodeURIComponent(PolicyVersion?.Document ?? '');
  return { ...Policy, Tags, document, isDefault: PolicyVersion?.IsDefaultVersion };
}

describe('aws_iam_policy', () => {
  test('is created, changed beyond five versions, and deleted', async () => {
    const PolicyName = uniqueName('policy');
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName,
        Path: '/apps/',
        Description: '',
        PolicyDocument: readBucket('first'),
        Tags: [{ Key: 'team', Value: 'red' }],
      }),
    );
    const PolicyArn = Policy?.Arn ?? '';
    const first = await readPolicy(PolicyArn);
    assert.deepEqual(
      [first.PolicyName, first.Path, first.AttachmentCount, first.document, first.Tags],
      [PolicyName, '/apps/', 0, readBucket('first'), { team: 'red' }],
    );
    assert.equal(first.Description ?? '', '');
    assert.equal(first.isDefault, true);

    for (let change = 1; change <= 6; change += 1) {
      const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      const old = Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true).at(-1);
      if (Versions.length === 5) {
        const { VersionId } = old ?? {};
        await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
      }
      const PolicyDocument = readBucket(`bucket-${change}`);
      const { PolicyVersion } = await iam.send(
        new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: false }),
      );
      assert.equal(PolicyVersion?.IsDefaultVersion, false);
      const { VersionId } = PolicyVersion ?? {};
      await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId }));
      const now = await readPolicy(PolicyArn);
      assert.deepEqual(
        [now.document, now.DefaultVersionId, now.isDefault],
        [PolicyDocument, `v${change + 1}`, true],
      );
    }
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'stage', Value: 'test' }] }));
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['team'] }));
    assert.deepEqual((await readPolicy(PolicyArn)).Tags, { stage: 'test' });

    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    assert.equal(Versions.length, 5);
    for (const { VersionId, IsDefaultVersion } of Versions) {
      if (IsDefaultVersion === true) continue;
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    }
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    await missing(readPolicy(PolicyArn));
    await missing(iam.send(new ListPolicyVersionsCommand({ PolicyArn })));
  });
});

describe('attachments', () => {
  const arns = (list: readonly { PolicyArn?: string | undefined }[] = []) =>
    list.map(({ PolicyArn }) => PolicyArn).sort();

  test('aws_iam_user_policy_attachment attaches once, is counted, and detaches', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    const read = async () => {
      const answer = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
      return arns(answer.AttachedPolicies);
    };
    for (const arn of [PolicyArn, managed, PolicyArn]) {
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: arn }));
    }
    assert.deepEqual(await read(), [PolicyArn, managed].sort());
    assert.equal((await readPolicy(PolicyArn)).AttachmentCount, 1);
    const detach = () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    await detach();
    assert.deepEqual(await read(), [managed]);
    await missing(detach());
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: managed }));
    await iam.send(new DeleteUserCommand({ UserName }));
    await missing(read());
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  });

  test('aws_iam_group_policy_attachment attaches once, is counted, and detaches', async () => {
    const { name: GroupName } = await createGroup(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    const read = async () => {
      const answer = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
      return arns(answer.AttachedPolicies);
    };
    const attach = () => iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    await attach();
    await attach();
    assert.deepEqual(await read(), [PolicyArn]);
    assert.equal((await readPolicy(PolicyArn)).AttachmentCount, 1);
    const detach = () => iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }));
    await detach();
    assert.deepEqual(await read(), []);
    await missing(detach());
    await iam.send(new DeleteGroupCommand({ GroupName }));
    await missing(read());
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  });
});
