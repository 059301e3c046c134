import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachUserPolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeletePolicy', () => {
  test('removes a policy that is attached to nobody and has one version', async () => {
    const policy = await createPolicy(iam);
    const version = { PolicyArn: policy.arn, PolicyDocument: somePolicy };
    const user = await createPlainUser(iam);
    const PolicyArn = policy.arn;
    const attachment = { UserName: user.name, PolicyArn };
    await iam.send(new AttachUserPolicyCommand(attachment));
    const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn }));
    await expectError(remove(), 'DeleteConflict', 409);
    await iam.send(new DetachUserPolicyCommand(attachment));
    await iam.send(new CreatePolicyVersionCommand(version));
    await expectError(remove(), 'DeleteConflict', 409);
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    const { $metadata } = await remove();
    assert.equal($metadata.httpStatusCode, 200);
    await expectError(remove(), 'NoSuchEntity', 404);
  });

  test('needs iam:DeletePolicy', async () => {
    const policy = await createPolicy(iam);
    await expectIamPermission(server, iam, 'iam:DeletePolicy', policy.arn, (client) =>
      client.send(new DeletePolicyCommand({ PolicyArn: policy.arn })),
    );
  });
});
