import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetPolicyVersion', () => {
  test('returns the document byte for byte', async () => {
    const text = ` ${somePolicy}\n`;
    const policy = await createPolicy(iam, text);
    const input = { PolicyArn: policy.arn, VersionId: 'v1' };
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(input));
    assert.equal(decodeURIComponent(PolicyVersion?.Document ?? ''), text);
    assert.equal(PolicyVersion?.IsDefaultVersion, true);
  });

  test('refuses a version that does not exist, and what is none', async () => {
    const policy = await createPolicy(iam);
    const get = (VersionId: string) =>
      iam.send(new GetPolicyVersionCommand({ PolicyArn: policy.arn, VersionId }));
    await expectError(get('v9'), 'NoSuchEntity', 404);
    await expectError(get('latest'), 'ValidationError', 400);
  });

  test('needs iam:GetPolicyVersion', async () => {
    const policy = await createPolicy(iam);
    await expectIamPermission(server, iam, 'iam:GetPolicyVersion', policy.arn, (client) =>
      client.send(new GetPolicyVersionCommand({ PolicyArn: policy.arn, VersionId: 'v1' })),
    );
  });
});
