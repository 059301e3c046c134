import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  ListPoliciesGrantingServiceAccessCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListPoliciesGrantingServiceAccess', () => {
  test('lists the policies of a user and of its groups, by service', async () => {
    const user = await createUser(iam, allow('s3:GetObject', '*'));
    const { name: GroupName } = await createGroup(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: user.name }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    const command = new ListPoliciesGrantingServiceAccessCommand({
      Arn: user.arn,
      ServiceNamespaces: ['s3', 'iam'],
    });
    const { PoliciesGrantingServiceAccess, IsTruncated } = await iam.send(command);
    assert.equal(IsTruncated, false);
    const [s3, none] = PoliciesGrantingServiceAccess ?? [];
    assert.deepEqual([s3?.ServiceNamespace, none?.ServiceNamespace], ['s3', 'iam']);
    assert.deepEqual(none?.Policies, []);
    const inline = { PolicyName: 'test', PolicyType: 'INLINE' };
    assert.deepEqual(s3?.Policies?.[0], { ...inline, EntityType: 'USER', EntityName: user.name });
    assert.equal(s3?.Policies?.[1]?.PolicyArn, PolicyArn);
  });

  test('refuses an ARN that leads nowhere, or to a policy', async () => {
    const { arn } = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const ask = (Arn: string) =>
      iam.send(new ListPoliciesGrantingServiceAccessCommand({ Arn, ServiceNamespaces: ['s3'] }));
    await expectError(ask(`${arn}x`), 'NoSuchEntity', 404);
    await expectError(ask(policy.arn), 'InvalidInput', 400);
  });

  test('needs iam:ListPoliciesGrantingServiceAccess', async () => {
    const { arn: Arn } = await createRole(iam);
    const action = 'iam:ListPoliciesGrantingServiceAccess';
    await expectIamPermission(server, iam, action, Arn, (client) =>
      client.send(new ListPoliciesGrantingServiceAccessCommand({ Arn, ServiceNamespaces: ['s3'] })),
    );
  });
});
