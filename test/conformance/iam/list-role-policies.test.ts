import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListRolePolicies', () => {
  test('lists the names of the inline policies, page by page', async () => {
    const { name: RoleName } = await createRole(iam);
    for (const PolicyName of ['b', 'A', 'c']) {
      const input = { RoleName, PolicyName, PolicyDocument: somePolicy };
      await iam.send(new PutRolePolicyCommand(input));
    }
    const first = await iam.send(new ListRolePoliciesCommand({ RoleName, MaxItems: 2 }));
    const { Marker } = first;
    const second = await iam.send(new ListRolePoliciesCommand({ RoleName, Marker }));
    assert.deepEqual([first.PolicyNames, second.PolicyNames], [['A', 'b'], ['c']]);
    assert.deepEqual([first.IsTruncated, second.IsTruncated], [true, false]);
  });

  test('refuses a role that does not exist', async () => {
    const call = iam.send(new ListRolePoliciesCommand({ RoleName: 'no-role-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListRolePolicies', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:ListRolePolicies', arn, (client) =>
      client.send(new ListRolePoliciesCommand({ RoleName })),
    );
  });
});
