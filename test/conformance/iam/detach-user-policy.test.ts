import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachUserPolicyCommand,
  DetachUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DetachUserPolicy', () => {
  test('detaches a policy', async () => {
    const user = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const target = { UserName: user.name, PolicyArn: policy.arn };
    await iam.send(new AttachUserPolicyCommand(target));
    await iam.send(new DetachUserPolicyCommand(target));
    const answer = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: user.name }));
    assert.deepEqual(answer.AttachedPolicies ?? [], []);
  });

  test('refuses a policy that is not attached', async () => {
    const user = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const target = { UserName: user.name, PolicyArn: policy.arn };
    const call = iam.send(new DetachUserPolicyCommand(target));
    await expectError(call, 'NoSuchEntity', 404, /was not found/);
  });

  test('needs iam:DetachUserPolicy', async () => {
    const user = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const target = { UserName: user.name, PolicyArn: policy.arn };
    await iam.send(new AttachUserPolicyCommand(target));
    await expectIamPermission(server, iam, 'iam:DetachUserPolicy', user.arn, (client) =>
      client.send(new DetachUserPolicyCommand(target)),
    );
  });
});
