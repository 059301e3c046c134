import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetRolePolicy', () => {
  test('returns a policy', async () => {
    const { name: RoleName } = await createRole(iam);
    const target = { RoleName, PolicyName: 'inline' };
    await iam.send(new PutRolePolicyCommand({ ...target, PolicyDocument: somePolicy }));
    const found = await iam.send(new GetRolePolicyCommand(target));
    assert.equal(found.RoleName, RoleName);
    assert.equal(found.PolicyName, 'inline');
    assert.equal(decodeURIComponent(found.PolicyDocument ?? ''), somePolicy);
  });

  test('refuses a policy or a role that does not exist', async () => {
    const { name: RoleName } = await createRole(iam);
    const target = { RoleName, PolicyName: 'none' };
    const words = /^The role policy with name none cannot be found\.$/;
    await expectError(iam.send(new GetRolePolicyCommand(target)), 'NoSuchEntity', 404, words);
    const none = iam.send(new GetRolePolicyCommand({ ...target, RoleName: 'no-role-here' }));
    await expectError(none, 'NoSuchEntity', 404, /^The role with name/);
  });

  test('needs iam:GetRolePolicy', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const target = { RoleName, PolicyName: 'inline' };
    await iam.send(new PutRolePolicyCommand({ ...target, PolicyDocument: somePolicy }));
    await expectIamPermission(server, iam, 'iam:GetRolePolicy', arn, (client) =>
      client.send(new GetRolePolicyCommand(target)),
    );
  });
});
