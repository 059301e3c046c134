import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteRolePermissionsBoundary', () => {
  test('removes the boundary', async () => {
    const { name: RoleName } = await createRole(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    assert.equal(Role?.PermissionsBoundary, undefined);
  });

  test('refuses a role without a boundary, and one that does not exist', async () => {
    const { name } = await createRole(iam);
    for (const RoleName of [name, 'no-role-here']) {
      const call = iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
      await expectError(call, 'NoSuchEntity', 404);
    }
  });

  test('needs iam:DeleteRolePermissionsBoundary', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    const action = 'iam:DeleteRolePermissionsBoundary';
    await expectIamPermission(server, iam, action, arn, (client) =>
      client.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
    );
  });
});
