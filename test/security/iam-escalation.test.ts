import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  GetAccountAuthorizationDetailsCommand,
  type IAMClient,
  ListAccessKeysCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SetDefaultPolicyVersionCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { createGroup, createPlainUser, createPolicy } from '../conformance/harness/iam-entities.ts';
import {
  allow,
  createUser,
  deny,
  policyText,
  type Statement,
} from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';

const server = await useServer();
const iam = iamClient(server);
const admin = await createPlainUser(iam);
const withPassword = await createPlainUser(iam);
await iam.send(
  new CreateLoginProfileCommand({ UserName: withPassword.name, Password: 'Aa1!aaaaaaaaaaaa' }),
);
const group = await createGroup(iam);
const policy = await createPolicy(iam);
const everything = policyText(allow('*', '*'));
const trust = policyText({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
const role = await iam.send(
  new CreateRoleCommand({
    RoleName: 'target',
    AssumeRolePolicyDocument: trust.replace('"*"', '{"Service":"ec2.amazonaws.com"}'),
  }),
);
const roleArn = role.Role?.Arn ?? '';
const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';

interface Way {
  readonly action: string;
  readonly resource: string;
  take(client: IAMClient, by: string): Promise<unknown>;
}

/** The thirteen ways to more rights that need nothing but IAM (Rhino Security Labs, 2018). */
const ways: readonly Way[] = [
  {
    ...{ action: 'iam:CreatePolicyVersion', resource: policy.arn },
    take: (client) =>
      client.send(
        new CreatePolicyVersionCommand({
          ...{ PolicyArn: policy.arn, PolicyDocument: everything, SetAsDefault: true },
        }),
      ),
  },
  {
    ...{ action: 'iam:SetDefaultPolicyVersion', resource: policy.arn },
    take: (client) =>
      client.send(new SetDefaultPolicyVersionCommand({ PolicyArn: policy.arn, VersionId: 'v1' })),
  },
  {
    ...{ action: 'iam:CreateAccessKey', resource: admin.arn },
    take: (client) => client.send(new CreateAccessKeyCommand({ UserName: admin.name })),
  },
  {
    ...{ action: 'iam:CreateLoginProfile', resource: admin.arn },
    take: (client) =>
      client.send(
        new CreateLoginProfileCommand({ UserName: admin.name, Password: 'Aa1!bbbbbbbbbbbb' }),
      ),
  },
  {
    ...{ action: 'iam:UpdateLoginProfile', resource: withPassword.arn },
    take: (client) =>
      client.send(
        new UpdateLoginProfileCommand({
          UserName: withPassword.name,
          Password: 'Aa1!cccccccccccc',
        }),
      ),
  },
  {
    ...{ action: 'iam:AttachUserPolicy', resource: admin.arn },
    take: (client) => client.send(new AttachUserPolicyCommand({ UserName: admin.name, PolicyArn })),
  },
  {
    ...{ action: 'iam:AttachGroupPolicy', resource: group.arn },
    take: (client) =>
      client.send(new AttachGroupPolicyCommand({ GroupName: group.name, PolicyArn })),
  },
  {
    ...{ action: 'iam:AttachRolePolicy', resource: roleArn },
    take: (client) => client.send(new AttachRolePolicyCommand({ RoleName: 'target', PolicyArn })),
  },
  {
    ...{ action: 'iam:PutUserPolicy', resource: admin.arn },
    take: (client) =>
      client.send(
        new PutUserPolicyCommand({
          UserName: admin.name,
          PolicyName: 'p',
          PolicyDocument: everything,
        }),
      ),
  },
  {
    ...{ action: 'iam:PutGroupPolicy', resource: group.arn },
    take: (client) =>
      client.send(
        new PutGroupPolicyCommand({
          GroupName: group.name,
          PolicyName: 'p',
          PolicyDocument: everything,
        }),
      ),
  },
  {
    ...{ action: 'iam:PutRolePolicy', resource: roleArn },
    take: (client) =>
      client.send(
        new PutRolePolicyCommand({
          RoleName: 'target',
          PolicyName: 'p',
          PolicyDocument: everything,
        }),
      ),
  },
  {
    ...{ action: 'iam:AddUserToGroup', resource: group.arn },
    take: (client, by) =>
      client.send(new AddUserToGroupCommand({ GroupName: group.name, UserName: by })),
  },
  {
    ...{ action: 'iam:UpdateAssumeRolePolicy', resource: roleArn },
    take: (client) =>
      client.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'target', PolicyDocument: trust })),
  },
];

/** What a way could change; users of the test itself come and go. */
async function rights(): Promise<string> {
  const details = await iam.send(
    new GetAccountAuthorizationDetailsCommand({
      Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'],
    }),
  );
  const keys = await iam.send(new ListAccessKeysCommand({ UserName: admin.name }));
  const mine = [admin.name, withPassword.name];
  const users = details.UserDetailList?.filter(({ UserName = '' }) => mine.includes(UserName));
  const { GroupDetailList, RoleDetailList, Policies } = details;
  return JSON.stringify([users, GroupDetailList, RoleDetailList, Policies, keys.AccessKeyMetadata]);
}

async function actor(boundary: boolean, ...statements: readonly Statement[]) {
  const user = await createUser(iam, ...statements);
  if (boundary) {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
    await iam.send(
      new PutUserPermissionsBoundaryCommand({ UserName: user.name, PermissionsBoundary }),
    );
  }
  return { client: iamClient(server, user.credentials), name: user.name };
}

describe('more rights by IAM alone', () => {
  test('there are thirteen ways', () => assert.equal(ways.length, 13));

  for (const { action, resource, take } of ways) {
    test(`${action} needs itself on its own resource; boundary and Deny stop it`, async () => {
      const before = await rights();
      const all = allow('*', '*');
      for (const each of [
        await actor(false, allow('s3:*', '*'), allow(['iam:Get*', 'iam:List*'], '*')),
        await actor(false, allow(action, `${resource}x`)),
        await actor(
          false,
          allow(
            ways.map((way) => way.action).filter((other) => other !== action),
            '*',
          ),
        ),
        await actor(false, all, deny(action, resource)),
        await actor(true, all),
      ]) {
        await expectError(take(each.client, each.name), 'AccessDenied', 403);
      }
      assert.equal(await rights(), before);
      const permitted = await actor(false, allow(action, resource));
      await take(permitted.client, permitted.name);
    });
  }
});
