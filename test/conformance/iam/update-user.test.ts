import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetUserCommand, UpdateUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UpdateUser', () => {
  test('changes name and path, and keeps the id', async () => {
    const user = await createPlainUser(iam);
    const NewUserName = uniqueName('renamed');
    const before = await iam.send(new GetUserCommand({ UserName: user.name }));
    await iam.send(new UpdateUserCommand({ UserName: user.name, NewUserName, NewPath: '/new/' }));
    const { User } = await iam.send(new GetUserCommand({ UserName: NewUserName }));
    assert.deepEqual([User?.UserId, User?.Path], [before.User?.UserId, '/new/']);
    await expectError(iam.send(new GetUserCommand({ UserName: user.name })), 'NoSuchEntity', 404);
  });

  test('refuses a name that is taken, and a user that does not exist', async () => {
    const [one, two] = [await createPlainUser(iam), await createPlainUser(iam)];
    const taken = { UserName: one.name, NewUserName: two.name };
    await expectError(iam.send(new UpdateUserCommand(taken)), 'EntityAlreadyExists', 409);
    const missing = { UserName: 'nobody-here', NewUserName: uniqueName('user') };
    await expectError(iam.send(new UpdateUserCommand(missing)), 'NoSuchEntity', 404);
  });

  test('needs iam:UpdateUser', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:UpdateUser', user.arn, (client) =>
      client.send(new UpdateUserCommand({ UserName: user.name, NewPath: '/' })),
    );
  });
});
