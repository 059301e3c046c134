import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListRoles', () => {
  test('lists the roles under a path by name, page by page', async () => {
    const Path = `/${uniqueName('path')}/`;
    const names = ['b', 'A', 'c'].map((letter) => `${letter}-${uniqueName('role')}`);
    for (const RoleName of names) await createRole(iam, { RoleName, Path });
    const first = await iam.send(new ListRolesCommand({ PathPrefix: Path, MaxItems: 2 }));
    assert.equal(first.IsTruncated, true);
    const { Marker } = first;
    const second = await iam.send(new ListRolesCommand({ PathPrefix: Path, Marker }));
    assert.equal(second.IsTruncated, false);
    const listed = [...(first.Roles ?? []), ...(second.Roles ?? [])];
    assert.deepEqual(
      listed.map(({ RoleName }) => RoleName),
      [names[1], names[0], names[2]],
    );
    assert.ok(listed.every(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument));
  });

  test('takes a path prefix that does not end in a slash', async () => {
    const path = `/${uniqueName('path')}`;
    const { name } = await createRole(iam, { Path: `${path}/` });
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: path }));
    assert.deepEqual(
      Roles?.map(({ RoleName }) => RoleName),
      [name],
    );
  });

  test('refuses a bad prefix, page size or marker', async () => {
    const bad = [{ PathPrefix: 'a' }, { MaxItems: 0 }, { MaxItems: 1001 }, { Marker: 'x' }];
    for (const input of bad) {
      await expectError(iam.send(new ListRolesCommand(input)), 'ValidationError', 400);
    }
  });

  test('needs iam:ListRoles', async () => {
    const { name, arn } = await createRole(iam);
    const resource = arn.slice(0, -name.length);
    await expectIamPermission(server, iam, 'iam:ListRoles', resource, (client) =>
      client.send(new ListRolesCommand({})),
    );
  });
});
