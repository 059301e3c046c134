import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteUserPermissionsBoundaryCommand,
  GetUserCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteUserPermissionsBoundary', () => {
  test('removes the boundary', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    const { User } = await iam.send(new GetUserCommand({ UserName }));
    assert.equal(User?.PermissionsBoundary, undefined);
  });

  test('refuses a user without a boundary, and one that does not exist', async () => {
    const { name } = await createPlainUser(iam);
    for (const UserName of [name, 'nobody-here']) {
      const call = iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
      await expectError(call, 'NoSuchEntity', 404);
    }
  });

  test('needs iam:DeleteUserPermissionsBoundary', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    const action = 'iam:DeleteUserPermissionsBoundary';
    await expectIamPermission(server, iam, action, arn, (client) =>
      client.send(new DeleteUserPermissionsBoundaryCommand({ UserName })),
    );
  });
});
