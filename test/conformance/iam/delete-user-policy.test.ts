import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteUserPolicyCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteUserPolicy', () => {
  test('removes a policy', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    await iam.send(new DeleteUserPolicyCommand(target));
    const { PolicyNames } = await iam.send(new ListUserPoliciesCommand({ UserName: user.name }));
    assert.deepEqual(PolicyNames ?? [], []);
  });

  test('refuses a policy that does not exist', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await expectError(iam.send(new DeleteUserPolicyCommand(target)), 'NoSuchEntity', 404);
  });

  test('needs iam:DeleteUserPolicy', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    await expectIamPermission(server, iam, 'iam:DeleteUserPolicy', user.arn, (client) =>
      client.send(new DeleteUserPolicyCommand(target)),
    );
  });
});
