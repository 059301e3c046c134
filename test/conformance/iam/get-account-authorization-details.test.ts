import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  type EntityType,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandOutput,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  TagUserCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createRole, tagsOf, trustPolicy } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

const details = (...Filter: EntityType[]) => {
  const filter = Filter.length === 0 ? {} : { Filter };
  return iam.send(new GetAccountAuthorizationDetailsCommand({ ...filter, MaxItems: 1000 }));
};

describe('GetAccountAuthorizationDetails', () => {
  test('tells a user with its groups, policies, boundary and tags', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const { name: GroupName } = await createGroup(iam);
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'Team', Value: 'a' }] }));
    const inline = { UserName, PolicyName: 'inline', PolicyDocument: somePolicy };
    await iam.send(new PutUserPolicyCommand(inline));
    const boundary = { UserName, PermissionsBoundary: PolicyArn };
    await iam.send(new PutUserPermissionsBoundaryCommand(boundary));
    const { UserDetailList = [], Policies = [] } = await details();
    const user = UserDetailList.find((detail) => detail.UserName === UserName);
    assert.deepEqual(user?.GroupList, [GroupName]);
    assert.equal(user?.AttachedManagedPolicies?.[0]?.PolicyArn, PolicyArn);
    assert.equal(user?.PermissionsBoundary?.PermissionsBoundaryArn, PolicyArn);
    assert.equal(tagsOf(user?.Tags), 'Team=a');
    const [embedded] = user?.UserPolicyList ?? [];
    assert.equal(decodeURIComponent(embedded?.PolicyDocument ?? ''), somePolicy);
    const aws = Policies.find(({ Arn }) => Arn === PolicyArn);
    assert.ok(aws?.PolicyVersionList?.[0]?.Document?.includes('%22s3%3AGet%2A%22'));
  });

  test('tells a role with its trust policy and instance profile, and a group', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const { arn: groupArn } = await createGroup(iam);
    await iam.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }));
    const { RoleDetailList = [], GroupDetailList = [] } = await details('Role', 'Group');
    const role = RoleDetailList.find(({ Arn }) => Arn === arn);
    assert.equal(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''), trustPolicy);
    assert.equal(role?.InstanceProfileList?.[0]?.InstanceProfileName, InstanceProfileName);
    assert.ok(GroupDetailList.some(({ Arn }) => Arn === groupArn));
  });

  test('tells only what the filter names', async () => {
    const { arn } = await createPolicy(iam);
    await createPlainUser(iam);
    const answer = await details('LocalManagedPolicy');
    assert.deepEqual([answer.UserDetailList, answer.RoleDetailList], [[], []]);
    const policy = answer.Policies?.find(({ Arn }) => Arn === arn);
    assert.equal(policy?.PolicyVersionList?.length, 1);
    assert.ok(answer.Policies?.every(({ Arn }) => !Arn?.startsWith('arn:aws:iam::aws:')));
  });

  test('tells the same in pages as at once', async () => {
    await createPlainUser(iam);
    await createRole(iam);
    await createGroup(iam);
    const arnsOf = (answer: GetAccountAuthorizationDetailsCommandOutput) =>
      [
        answer.UserDetailList,
        answer.GroupDetailList,
        answer.RoleDetailList,
        answer.Policies,
      ].flatMap((list) => list?.map(({ Arn }) => Arn) ?? []);
    const whole = arnsOf(await details());
    const pieces: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const input = { MaxItems: 2, Marker };
      const page = await iam.send(new GetAccountAuthorizationDetailsCommand(input));
      assert.ok(arnsOf(page).length <= 2);
      pieces.push(...arnsOf(page));
      Marker = page.Marker;
    } while (Marker !== undefined);
    assert.deepEqual(pieces, whole);
  });

  test('refuses a marker that no page gave out', async () => {
    const marker = iam.send(new GetAccountAuthorizationDetailsCommand({ Marker: 'x' }));
    await expectError(marker, 'ValidationError', 400, /^Invalid Marker\.$/);
  });

  test('needs iam:GetAccountAuthorizationDetails', async () => {
    await expectIamPermission(server, iam, 'iam:GetAccountAuthorizationDetails', '*', (client) =>
      client.send(new GetAccountAuthorizationDetailsCommand({})),
    );
  });
});
