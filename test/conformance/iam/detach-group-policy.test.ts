import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachGroupPolicyCommand,
  DetachGroupPolicyCommand,
  ListAttachedGroupPoliciesCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DetachGroupPolicy', () => {
  test('detaches a policy', async () => {
    const group = await createGroup(iam);
    const policy = await createPolicy(iam);
    const target = { GroupName: group.name, PolicyArn: policy.arn };
    await iam.send(new AttachGroupPolicyCommand(target));
    await iam.send(new DetachGroupPolicyCommand(target));
    const answer = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: group.name }));
    assert.deepEqual(answer.AttachedPolicies ?? [], []);
  });

  test('refuses a policy that is not attached', async () => {
    const group = await createGroup(iam);
    const policy = await createPolicy(iam);
    const target = { GroupName: group.name, PolicyArn: policy.arn };
    const call = iam.send(new DetachGroupPolicyCommand(target));
    await expectError(call, 'NoSuchEntity', 404, /was not found/);
  });

  test('needs iam:DetachGroupPolicy', async () => {
    const group = await createGroup(iam);
    const policy = await createPolicy(iam);
    const target = { GroupName: group.name, PolicyArn: policy.arn };
    await iam.send(new AttachGroupPolicyCommand(target));
    await expectIamPermission(server, iam, 'iam:DetachGroupPolicy', group.arn, (client) =>
      client.send(new DetachGroupPolicyCommand(target)),
    );
  });
});
