import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeletePolicyVersion', () => {
  test('removes a version that is not the default', async () => {
    const policy = await createPolicy(iam);
    const version = { PolicyArn: policy.arn, PolicyDocument: somePolicy };
    await iam.send(new CreatePolicyVersionCommand(version));
    const remove = (VersionId: string) =>
      iam.send(new DeletePolicyVersionCommand({ PolicyArn: policy.arn, VersionId }));
    await expectError(remove('v1'), 'DeleteConflict', 409, /default version/);
    await remove('v2');
    await expectError(remove('v2'), 'NoSuchEntity', 404);
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: policy.arn }));
    assert.deepEqual(
      Versions?.map(({ VersionId }) => VersionId),
      ['v1'],
    );
  });

  test('needs iam:DeletePolicyVersion', async () => {
    const policy = await createPolicy(iam);
    const version = { PolicyArn: policy.arn, PolicyDocument: somePolicy };
    await iam.send(new CreatePolicyVersionCommand(version));
    await expectIamPermission(server, iam, 'iam:DeletePolicyVersion', policy.arn, (client) =>
      client.send(new DeletePolicyVersionCommand({ PolicyArn: policy.arn, VersionId: 'v2' })),
    );
  });
});
