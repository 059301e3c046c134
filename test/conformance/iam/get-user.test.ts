import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetUser', () => {
  test('describes a user, by whatever case of the name', async () => {
    const user = await createPlainUser(iam);
    for (const UserName of [user.name, user.name.toUpperCase()]) {
      const { User } = await iam.send(new GetUserCommand({ UserName }));
      assert.deepEqual([User?.UserName, User?.Arn], [user.name, user.arn]);
    }
  });

  test('describes the caller when no name is given', async () => {
    const user = await createUser(iam, allow('iam:GetUser', '*'));
    const { User } = await iamClient(server, user.credentials).send(new GetUserCommand({}));
    assert.equal(User?.Arn, user.arn);
    const root = await iam.send(new GetUserCommand({}));
    assert.match(root.User?.Arn ?? '', /^arn:aws:iam::\d{12}:root$/);
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new GetUserCommand({ UserName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404, /user with name nobody-here cannot be found/);
  });

  test('needs iam:GetUser', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:GetUser', user.arn, (client) =>
      client.send(new GetUserCommand({ UserName: user.name })),
    );
  });
});
