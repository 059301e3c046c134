import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DetachRolePolicy', () => {
  test('detaches a policy', async () => {
    const { name: RoleName } = await createRole(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    assert.deepEqual(AttachedPolicies, []);
  });

  test('refuses a policy that is not attached, and a role that does not exist', async () => {
    const { name: RoleName } = await createRole(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    const loose = iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await expectError(loose, 'NoSuchEntity', 404, /^Policy \S+ was not found\.$/);
    const none = iam.send(new DetachRolePolicyCommand({ RoleName: 'no-role-here', PolicyArn }));
    await expectError(none, 'NoSuchEntity', 404);
  });

  test('needs iam:DetachRolePolicy', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await expectIamPermission(server, iam, 'iam:DetachRolePolicy', arn, (client) =>
      client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })),
    );
  });
});
