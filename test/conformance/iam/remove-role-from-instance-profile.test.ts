import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddRoleToInstanceProfileCommand,
  GetInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('RemoveRoleFromInstanceProfile', () => {
  test('takes the role out', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const { name: RoleName } = await createRole(iam);
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    const { InstanceProfile } = await iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName }),
    );
    assert.deepEqual(InstanceProfile?.Roles, []);
  });

  test('refuses a role that is not in it, and a profile that does not exist', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const { name: RoleName } = await createRole(iam);
    for (const input of [
      { InstanceProfileName, RoleName },
      { InstanceProfileName: 'no-profile-here', RoleName },
    ]) {
      const call = iam.send(new RemoveRoleFromInstanceProfileCommand(input));
      await expectError(call, 'NoSuchEntity', 404);
    }
  });

  test('needs iam:RemoveRoleFromInstanceProfile', async () => {
    const { name: InstanceProfileName, arn } = await createInstanceProfile(iam);
    const { name: RoleName } = await createRole(iam);
    const held = { InstanceProfileName, RoleName };
    await iam.send(new AddRoleToInstanceProfileCommand(held));
    const action = 'iam:RemoveRoleFromInstanceProfile';
    await expectIamPermission(server, iam, action, arn, (client) =>
      client.send(new RemoveRoleFromInstanceProfileCommand(held)),
    );
  });
});
