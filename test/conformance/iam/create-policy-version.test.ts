import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreatePolicyVersionCommand, GetPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreatePolicyVersion', () => {
  test('adds a version, as the default when it is asked to', async () => {
    const policy = await createPolicy(iam);
    const version = { PolicyArn: policy.arn, PolicyDocument: somePolicy };
    const second = await iam.send(new CreatePolicyVersionCommand(version));
    assert.deepEqual(
      [second.PolicyVersion?.VersionId, second.PolicyVersion?.IsDefaultVersion],
      ['v2', false],
    );
    await iam.send(new CreatePolicyVersionCommand({ ...version, SetAsDefault: true }));
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: policy.arn }));
    assert.equal(Policy?.DefaultVersionId, 'v3');
  });

  test('refuses a sixth version, a malformed one and a policy of AWS', async () => {
    const policy = await createPolicy(iam);
    const version = { PolicyArn: policy.arn, PolicyDocument: somePolicy };
    for (const _ of [2, 3, 4, 5]) await iam.send(new CreatePolicyVersionCommand(version));
    const sixth = iam.send(new CreatePolicyVersionCommand(version));
    await expectError(sixth, 'LimitExceeded', 409, /can have up to 5 versions/);
    const other = await createPolicy(iam);
    const bad = { PolicyArn: other.arn, PolicyDocument: 'no' };
    const malformed = iam.send(new CreatePolicyVersionCommand(bad));
    await expectError(malformed, 'MalformedPolicyDocument', 400);
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
    const foreign = iam.send(new CreatePolicyVersionCommand({ ...version, PolicyArn }));
    await expectError(foreign, 'AccessDenied', 403);
  });

  test('needs iam:CreatePolicyVersion', async () => {
    const policy = await createPolicy(iam);
    const version = { PolicyArn: policy.arn, PolicyDocument: somePolicy };
    await expectIamPermission(server, iam, 'iam:CreatePolicyVersion', policy.arn, (client) =>
      client.send(new CreatePolicyVersionCommand(version)),
    );
  });
});
