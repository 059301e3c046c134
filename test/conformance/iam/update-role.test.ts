import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetRoleCommand, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UpdateRole', () => {
  test('changes description and longest session, each alone too', async () => {
    const { name: RoleName } = await createRole(iam, { Description: 'first' });
    await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 43_200 }));
    const longer = await iam.send(new GetRoleCommand({ RoleName }));
    assert.equal(longer.Role?.Description, 'first');
    assert.equal(longer.Role?.MaxSessionDuration, 43_200);
    await iam.send(new UpdateRoleCommand({ RoleName, Description: 'second' }));
    const described = await iam.send(new GetRoleCommand({ RoleName }));
    assert.equal(described.Role?.Description, 'second');
    assert.equal(described.Role?.MaxSessionDuration, 43_200);
  });

  test('refuses a role that does not exist, and bad values', async () => {
    const none = iam.send(new UpdateRoleCommand({ RoleName: 'no-role-here' }));
    await expectError(none, 'NoSuchEntity', 404);
    const { name: RoleName } = await createRole(iam);
    const long = iam.send(new UpdateRoleCommand({ RoleName, Description: 'x'.repeat(1001) }));
    await expectError(long, 'ValidationError', 400);
    const short = iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 60 }));
    await expectError(short, 'ValidationError', 400);
  });

  test('needs iam:UpdateRole', async () => {
    const { name, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:UpdateRole', arn, (client) =>
      client.send(new UpdateRoleCommand({ RoleName: name, Description: 'x' })),
    );
  });
});
