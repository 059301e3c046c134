import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UpdateRoleDescriptionCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UpdateRoleDescription', () => {
  test('changes the description and returns the role', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const command = new UpdateRoleDescriptionCommand({ RoleName, Description: 'new' });
    const { Role } = await iam.send(command);
    assert.equal(Role?.Description, 'new');
    assert.equal(Role?.Arn, arn);
  });

  test('refuses a role that does not exist', async () => {
    const input = { RoleName: 'no-role-here', Description: 'x' };
    const call = iam.send(new UpdateRoleDescriptionCommand(input));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UpdateRoleDescription', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:UpdateRoleDescription', arn, (client) =>
      client.send(new UpdateRoleDescriptionCommand({ RoleName, Description: 'x' })),
    );
  });
});
