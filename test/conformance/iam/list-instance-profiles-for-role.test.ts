import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddRoleToInstanceProfileCommand,
  ListInstanceProfilesForRoleCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListInstanceProfilesForRole', () => {
  test('lists the profiles that the role is in', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const { name: RoleName } = await createRole(iam);
    const list = async () => {
      const { InstanceProfiles } = await iam.send(
        new ListInstanceProfilesForRoleCommand({ RoleName }),
      );
      return InstanceProfiles?.map((profile) => profile.InstanceProfileName);
    };
    assert.deepEqual(await list(), []);
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    assert.deepEqual(await list(), [InstanceProfileName]);
  });

  test('refuses a role that does not exist', async () => {
    const call = iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'no-role-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListInstanceProfilesForRole', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:ListInstanceProfilesForRole', arn, (client) =>
      client.send(new ListInstanceProfilesForRoleCommand({ RoleName })),
    );
  });
});
