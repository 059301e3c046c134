import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteGroupPolicyCommand,
  ListGroupPoliciesCommand,
  PutGroupPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteGroupPolicy', () => {
  test('removes a policy', async () => {
    const group = await createGroup(iam);
    const target = { GroupName: group.name, PolicyName: 'inline' };
    await iam.send(new PutGroupPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    await iam.send(new DeleteGroupPolicyCommand(target));
    const { PolicyNames } = await iam.send(new ListGroupPoliciesCommand({ GroupName: group.name }));
    assert.deepEqual(PolicyNames ?? [], []);
  });

  test('refuses a policy that does not exist', async () => {
    const group = await createGroup(iam);
    const target = { GroupName: group.name, PolicyName: 'inline' };
    await expectError(iam.send(new DeleteGroupPolicyCommand(target)), 'NoSuchEntity', 404);
  });

  test('needs iam:DeleteGroupPolicy', async () => {
    const group = await createGroup(iam);
    const target = { GroupName: group.name, PolicyName: 'inline' };
    await iam.send(new PutGroupPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    await expectIamPermission(server, iam, 'iam:DeleteGroupPolicy', group.arn, (client) =>
      client.send(new DeleteGroupPolicyCommand(target)),
    );
  });
});
