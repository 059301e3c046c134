import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateUserCommand,
  DeleteUserCommand,
  GetRoleCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';
import { createRole, trusting } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetRole', () => {
  test('shows the ARN of today for a principal that was renamed', async () => {
    const user = await createPlainUser(iam);
    const role = await createRole(iam, { AssumeRolePolicyDocument: trusting({ AWS: user.arn }) });
    const NewUserName = uniqueName('renamed');
    await iam.send(new UpdateUserCommand({ UserName: user.name, NewUserName }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: role.name }));
    const shown = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    assert.equal(shown, trusting({ AWS: user.arn.replace(user.name, NewUserName) }));
  });

  test('shows the unique id of a principal that was deleted', async () => {
    const user = await createPlainUser(iam);
    const role = await createRole(iam, { AssumeRolePolicyDocument: trusting({ AWS: user.arn }) });
    await iam.send(new DeleteUserCommand({ UserName: user.name }));
    await iam.send(new CreateUserCommand({ UserName: user.name }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: role.name }));
    const shown = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    assert.match(shown, /"AWS":"AIDA[A-Z2-7]{17}"/);
  });

  test('finds a role without regard to case', async () => {
    const { name, arn } = await createRole(iam);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: name.toUpperCase() }));
    assert.equal(Role?.Arn, arn);
    assert.ok(Role?.RoleLastUsed !== undefined);
  });

  test('refuses a role that does not exist', async () => {
    const call = iam.send(new GetRoleCommand({ RoleName: 'no-role-here' }));
    const words = /^The role with name no-role-here cannot be found\.$/;
    await expectError(call, 'NoSuchEntity', 404, words);
  });

  test('needs iam:GetRole', async () => {
    const { name, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:GetRole', arn, (client) =>
      client.send(new GetRoleCommand({ RoleName: name })),
    );
  });
});
