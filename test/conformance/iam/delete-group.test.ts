import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  DeleteGroupCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteGroup', () => {
  test('removes a group that is empty, and no other', async () => {
    const group = await createGroup(iam);
    const user = await createPlainUser(iam);
    const member = { GroupName: group.name, UserName: user.name };
    await iam.send(new AddUserToGroupCommand(member));
    const remove = () => iam.send(new DeleteGroupCommand({ GroupName: group.name }));
    await expectError(remove(), 'DeleteConflict', 409, /must remove users from group first/);
    await iam.send(new RemoveUserFromGroupCommand(member));
    await remove();
    await expectError(remove(), 'NoSuchEntity', 404);
  });

  test('needs iam:DeleteGroup', async () => {
    const group = await createGroup(iam);
    await expectIamPermission(server, iam, 'iam:DeleteGroup', group.arn, (client) =>
      client.send(new DeleteGroupCommand({ GroupName: group.name })),
    );
  });
});
