import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AttachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy } from '../harness/iam-entities.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('AttachRolePolicy', () => {
  test('attaches a policy, twice without harm', async () => {
    const { name: RoleName } = await createRole(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    assert.deepEqual(
      AttachedPolicies?.map((policy) => policy.PolicyArn),
      [PolicyArn],
    );
  });

  test('refuses an eleventh policy', async () => {
    const { name: RoleName } = await createRole(iam);
    const policies = await Promise.all(Array.from({ length: 11 }, () => createPolicy(iam)));
    const attach = (PolicyArn = '') =>
      iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    for (const { arn } of policies.slice(1)) await attach(arn);
    const words = /^Cannot exceed quota for PoliciesPerRole: 10$/;
    await expectError(attach(policies[0]?.arn), 'LimitExceeded', 409, words);
  });

  test('refuses a role or a policy that does not exist, and what is no ARN', async () => {
    const { name: RoleName } = await createRole(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    const attach = (input: { RoleName: string; PolicyArn: string }) =>
      iam.send(new AttachRolePolicyCommand(input));
    await expectError(attach({ RoleName: 'no-role-here', PolicyArn }), 'NoSuchEntity', 404);
    const words = /does not exist or is not attachable\.$/;
    const gone = attach({ RoleName, PolicyArn: `${PolicyArn}x` });
    await expectError(gone, 'NoSuchEntity', 404, words);
    const noArn = attach({ RoleName, PolicyArn: 'AmazonS3ReadOnlyAccess' });
    await expectError(noArn, 'InvalidInput', 400, /is not valid\.$/);
  });

  test('needs iam:AttachRolePolicy', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    await expectIamPermission(server, iam, 'iam:AttachRolePolicy', arn, (client) =>
      client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })),
    );
  });

  test('lets a condition on iam:PolicyARN choose what may be attached', async () => {
    const { name: RoleName } = await createRole(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    const { arn: other } = await createPolicy(iam);
    const Condition = { ArnEquals: { 'iam:PolicyARN': PolicyArn } };
    const user = await createUser(iam, { ...allow('iam:AttachRolePolicy', '*'), Condition });
    const client = iamClient(server, user.credentials);
    await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const refused = client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: other }));
    await expectError(refused, 'AccessDenied', 403);
  });
});
