import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AttachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListAttachedRolePolicies', () => {
  test('lists what is attached by name, page by page', async () => {
    const { name: RoleName } = await createRole(iam);
    for (const name of ['IAMReadOnlyAccess', 'AmazonS3ReadOnlyAccess']) {
      const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    const command = new ListAttachedRolePoliciesCommand({ RoleName, MaxItems: 1 });
    const { AttachedPolicies, IsTruncated, Marker } = await iam.send(command);
    assert.equal(IsTruncated, true);
    const rest = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
    assert.deepEqual(
      [AttachedPolicies, rest.AttachedPolicies].flat().map((policy) => policy?.PolicyName),
      ['AmazonS3ReadOnlyAccess', 'IAMReadOnlyAccess'],
    );
  });

  test('refuses a role that does not exist', async () => {
    const call = iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'no-role-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListAttachedRolePolicies', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:ListAttachedRolePolicies', arn, (client) =>
      client.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    );
  });
});
