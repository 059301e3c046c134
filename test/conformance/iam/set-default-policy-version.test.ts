import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachUserPolicyCommand,
  CreatePolicyVersionCommand,
  GetUserCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy } from '../harness/iam-entities.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('SetDefaultPolicyVersion', () => {
  test('changes what the policy allows, at once', async () => {
    const policy = await createPolicy(iam);
    const user = await createUser(iam);
    const PolicyArn = policy.arn;
    await iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn }));
    const PolicyDocument = policyText(allow('iam:GetUser', '*'));
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
    const own = iamClient(server, user.credentials);
    await expectError(own.send(new GetUserCommand({})), 'AccessDenied', 403);
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    assert.equal((await own.send(new GetUserCommand({}))).User?.Arn, user.arn);
  });

  test('refuses a version that does not exist', async () => {
    const policy = await createPolicy(iam);
    const input = { PolicyArn: policy.arn, VersionId: 'v9' };
    await expectError(iam.send(new SetDefaultPolicyVersionCommand(input)), 'NoSuchEntity', 404);
  });

  test('needs iam:SetDefaultPolicyVersion', async () => {
    const policy = await createPolicy(iam);
    await expectIamPermission(server, iam, 'iam:SetDefaultPolicyVersion', policy.arn, (client) =>
      client.send(new SetDefaultPolicyVersionCommand({ PolicyArn: policy.arn, VersionId: 'v1' })),
    );
  });
});
