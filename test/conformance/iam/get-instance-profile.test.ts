import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AddRoleToInstanceProfileCommand, GetInstanceProfileCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetInstanceProfile', () => {
  test('returns the profile with its role', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const role = await createRole(iam);
    const input = { InstanceProfileName, RoleName: role.name };
    await iam.send(new AddRoleToInstanceProfileCommand(input));
    const { InstanceProfile } = await iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName }),
    );
    assert.deepEqual(
      InstanceProfile?.Roles?.map(({ Arn }) => Arn),
      [role.arn],
    );
  });

  test('refuses one that does not exist', async () => {
    const input = { InstanceProfileName: 'no-profile-here' };
    const call = iam.send(new GetInstanceProfileCommand(input));
    const words = /^Instance Profile no-profile-here cannot be found\.$/;
    await expectError(call, 'NoSuchEntity', 404, words);
  });

  test('needs iam:GetInstanceProfile', async () => {
    const { name: InstanceProfileName, arn } = await createInstanceProfile(iam);
    await expectIamPermission(server, iam, 'iam:GetInstanceProfile', arn, (client) =>
      client.send(new GetInstanceProfileCommand({ InstanceProfileName })),
    );
  });
});
