import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetRoleCommand, PutRolePermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('PutRolePermissionsBoundary', () => {
  test('sets the boundary, and another in its place', async () => {
    const { name: RoleName } = await createRole(iam);
    const names = ['AmazonS3ReadOnlyAccess', 'AmazonS3FullAccess'];
    for (const PermissionsBoundary of names.map((name) => `arn:aws:iam::aws:policy/${name}`)) {
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      assert.deepEqual(Role?.PermissionsBoundary, {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: PermissionsBoundary,
      });
    }
  });

  test('refuses a policy or a role that does not exist, and what is no ARN', async () => {
    const { name: RoleName } = await createRole(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/NoSuchPolicy';
    const put = (input: { RoleName: string; PermissionsBoundary: string }) =>
      iam.send(new PutRolePermissionsBoundaryCommand(input));
    const words = /^Scope ARN: \S+ does not exist or is not attachable\.$/;
    await expectError(put({ RoleName, PermissionsBoundary }), 'NoSuchEntity', 404, words);
    const none = put({ RoleName: 'no-role-here', PermissionsBoundary });
    await expectError(none, 'NoSuchEntity', 404, /^The role with name/);
    const noArn = put({ RoleName, PermissionsBoundary: 'AmazonS3ReadOnlyAccess' });
    await expectError(noArn, 'InvalidInput', 400);
  });

  test('needs iam:PutRolePermissionsBoundary', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const action = 'iam:PutRolePermissionsBoundary';
    await expectIamPermission(server, iam, action, arn, (client) =>
      client.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary })),
    );
  });
});
