import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreatePolicyVersionCommand, ListPolicyVersionsCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListPolicyVersions', () => {
  test('lists the versions, the newest first', async () => {
    const policy = await createPolicy(iam);
    const version = { PolicyArn: policy.arn, PolicyDocument: somePolicy };
    await iam.send(new CreatePolicyVersionCommand(version));
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: policy.arn }));
    const seen = Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion]);
    assert.deepEqual(seen, [
      ['v2', false],
      ['v1', true],
    ]);
  });

  test('refuses a policy that does not exist', async () => {
    const policy = await createPolicy(iam);
    const PolicyArn = `${policy.arn}-not`;
    await expectError(iam.send(new ListPolicyVersionsCommand({ PolicyArn })), 'NoSuchEntity', 404);
  });

  test('needs iam:ListPolicyVersions', async () => {
    const policy = await createPolicy(iam);
    await expectIamPermission(server, iam, 'iam:ListPolicyVersions', policy.arn, (client) =>
      client.send(new ListPolicyVersionsCommand({ PolicyArn: policy.arn })),
    );
  });
});
