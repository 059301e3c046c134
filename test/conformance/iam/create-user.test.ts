import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, iamArnRoot } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreateUser', () => {
  test('makes a user with path, id, ARN and date', async () => {
    const UserName = uniqueName('user');
    const { User } = await iam.send(new CreateUserCommand({ UserName, Path: '/team/' }));
    assert.deepEqual([User?.UserName, User?.Path], [UserName, '/team/']);
    assert.match(User?.UserId ?? '', /^AIDA[A-Z0-9]{17}$/);
    assert.match(User?.Arn ?? '', new RegExp(`^arn:aws:iam::\\d{12}:user/team/${UserName}$`));
    assert.ok(Math.abs(Date.now() - (User?.CreateDate?.getTime() ?? 0)) < 60_000);
  });

  test('refuses a name that is taken, in whatever case', async () => {
    const { name } = await createPlainUser(iam);
    for (const UserName of [name, name.toUpperCase()]) {
      const call = iam.send(new CreateUserCommand({ UserName }));
      await expectError(call, 'EntityAlreadyExists', 409, /already exists/);
    }
  });

  for (const UserName of ['', 'a b', 'a/b', 'é', 'x'.repeat(65)]) {
    test(`refuses the name "${UserName.slice(0, 10)}"`, async () => {
      const call = iam.send(new CreateUserCommand({ UserName }));
      await expectError(call, 'ValidationError', 400);
    });
  }

  test('refuses a path that does not begin and end with a slash', async () => {
    const call = iam.send(new CreateUserCommand({ UserName: uniqueName('user'), Path: 'team' }));
    await expectError(call, 'ValidationError', 400);
  });

  test('needs iam:CreateUser', async () => {
    const other = await createPlainUser(iam);
    const UserName = uniqueName('user');
    await expectIamPermission(
      server,
      iam,
      'iam:CreateUser',
      `${iamArnRoot(other)}user/${UserName}`,
      (client) => client.send(new CreateUserCommand({ UserName })),
    );
  });
});
