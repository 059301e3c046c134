import { describe, test } from 'node:test';
import {
  AddRoleToInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteInstanceProfile', () => {
  test('deletes a profile, but not while a role is in it', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const { name: RoleName } = await createRole(iam);
    const held = { InstanceProfileName, RoleName };
    const remove = () => iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(new AddRoleToInstanceProfileCommand(held));
    const words = /^Cannot delete entity, must remove roles from instance profile first\.$/;
    await expectError(remove(), 'DeleteConflict', 409, words);
    await iam.send(new RemoveRoleFromInstanceProfileCommand(held));
    await remove();
    await expectError(remove(), 'NoSuchEntity', 404);
  });

  test('needs iam:DeleteInstanceProfile', async () => {
    const { name: InstanceProfileName, arn } = await createInstanceProfile(iam);
    await expectIamPermission(server, iam, 'iam:DeleteInstanceProfile', arn, (client) =>
      client.send(new DeleteInstanceProfileCommand({ InstanceProfileName })),
    );
  });
});
