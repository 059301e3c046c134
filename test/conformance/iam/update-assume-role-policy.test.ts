import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole, trusting, trustPolicy } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UpdateAssumeRolePolicy', () => {
  test('replaces the trust policy, byte for byte', async () => {
    const { name: RoleName } = await createRole(iam);
    const PolicyDocument = trusting('*').replace('{', '{ ');
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    assert.equal(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''), PolicyDocument);
  });

  test('refuses a malformed policy and keeps the old one', async () => {
    const { name: RoleName } = await createRole(iam);
    for (const PolicyDocument of ['{', '{}', trusting({ AWS: 'someone' })]) {
      const call = iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      await expectError(call, 'MalformedPolicyDocument', 400);
    }
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    assert.equal(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''), trustPolicy);
  });

  test('refuses a role that does not exist', async () => {
    const input = { RoleName: 'no-role-here', PolicyDocument: trustPolicy };
    const call = iam.send(new UpdateAssumeRolePolicyCommand(input));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UpdateAssumeRolePolicy', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:UpdateAssumeRolePolicy', arn, (client) =>
      client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trustPolicy })),
    );
  });
});
