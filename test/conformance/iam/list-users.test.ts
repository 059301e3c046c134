import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, iamArnRoot } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListUsers', () => {
  test('lists users below a path, in pages', async () => {
    const PathPrefix = `/${uniqueName('path')}/`;
    const names = ['b', 'a', 'c'].map((name) => uniqueName(name));
    for (const UserName of names) {
      await iam.send(new CreateUserCommand({ UserName, Path: PathPrefix }));
    }
    const all = await iam.send(new ListUsersCommand({ PathPrefix }));
    assert.deepEqual(
      all.Users?.map(({ UserName }) => UserName),
      [...names].sort(),
    );
    assert.equal(all.IsTruncated, false);
    const page = await iam.send(new ListUsersCommand({ PathPrefix, MaxItems: 2 }));
    assert.deepEqual([page.Users?.length, page.IsTruncated], [2, true]);
    const rest = await iam.send(new ListUsersCommand({ PathPrefix, Marker: page.Marker }));
    assert.deepEqual(
      rest.Users?.map(({ UserName }) => UserName),
      [...names].sort().slice(2),
    );
  });

  test('refuses a page size and a marker that are none', async () => {
    await expectError(iam.send(new ListUsersCommand({ MaxItems: 0 })), 'ValidationError', 400);
    await expectError(iam.send(new ListUsersCommand({ MaxItems: 1001 })), 'ValidationError', 400);
    await expectError(
      iam.send(new ListUsersCommand({ Marker: 'nonsense' })),
      'ValidationError',
      400,
    );
  });

  test('needs iam:ListUsers', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:ListUsers', `${iamArnRoot(user)}user/`, (client) =>
      client.send(new ListUsersCommand({})),
    );
  });
});
