import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AttachUserPolicyCommand, GetPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetPolicy', () => {
  test('describes a policy and counts its attachments', async () => {
    const policy = await createPolicy(iam);
    const user = await createPlainUser(iam);
    const PolicyArn = policy.arn;
    await iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn }));
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    assert.deepEqual([Policy?.PolicyName, Policy?.AttachmentCount], [policy.name, 1]);
  });

  test('refuses a policy that does not exist, and what is no ARN', async () => {
    const policy = await createPolicy(iam);
    const missing = iam.send(new GetPolicyCommand({ PolicyArn: `${policy.arn}-not` }));
    await expectError(missing, 'NoSuchEntity', 404, /was not found/);
    const none = iam.send(new GetPolicyCommand({ PolicyArn: 'x'.repeat(30) }));
    await expectError(none, 'InvalidInput', 400);
  });

  test('needs iam:GetPolicy', async () => {
    const policy = await createPolicy(iam);
    await expectIamPermission(server, iam, 'iam:GetPolicy', policy.arn, (client) =>
      client.send(new GetPolicyCommand({ PolicyArn: policy.arn })),
    );
  });
});
