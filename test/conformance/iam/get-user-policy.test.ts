import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetUserPolicy', () => {
  test('returns a policy with its names', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    const answer = await iam.send(new GetUserPolicyCommand(target));
    assert.deepEqual([answer.UserName, answer.PolicyName], [user.name, 'inline']);
    assert.equal(decodeURIComponent(answer.PolicyDocument ?? ''), somePolicy);
  });

  test('refuses a policy that does not exist', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await expectError(iam.send(new GetUserPolicyCommand(target)), 'NoSuchEntity', 404);
  });

  test('needs iam:GetUserPolicy', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    await expectIamPermission(server, iam, 'iam:GetUserPolicy', user.arn, (client) =>
      client.send(new GetUserPolicyCommand(target)),
    );
  });
});
