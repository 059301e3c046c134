import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AttachGroupPolicyCommand, ListAttachedGroupPoliciesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('AttachGroupPolicy', () => {
  test('attaches a policy once, however often it is called', async () => {
    const group = await createGroup(iam);
    const policy = await createPolicy(iam);
    const target = { GroupName: group.name, PolicyArn: policy.arn };
    await iam.send(new AttachGroupPolicyCommand(target));
    await iam.send(new AttachGroupPolicyCommand(target));
    const answer = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: group.name }));
    const attached = [{ PolicyName: policy.name, PolicyArn: policy.arn }];
    assert.deepEqual(answer.AttachedPolicies, attached);
  });

  test('attaches the policies of AWS', async () => {
    const group = await createGroup(iam);
    for (const name of ['AmazonS3FullAccess', 'AmazonS3ReadOnlyAccess', 'AdministratorAccess']) {
      const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
      await iam.send(new AttachGroupPolicyCommand({ GroupName: group.name, PolicyArn }));
    }
    const answer = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: group.name }));
    assert.equal(answer.AttachedPolicies?.length, 3);
  });

  test('refuses a policy that does not exist, and an eleventh', async () => {
    const group = await createGroup(iam);
    const policy = await createPolicy(iam);
    const target = { GroupName: group.name, PolicyArn: policy.arn };
    const missing = { ...target, PolicyArn: `${policy.arn}-not` };
    const words = /does not exist or is not attachable/;
    await expectError(iam.send(new AttachGroupPolicyCommand(missing)), 'NoSuchEntity', 404, words);
    for (let count = 0; count < 10; count += 1) {
      const PolicyArn = (await createPolicy(iam)).arn;
      await iam.send(new AttachGroupPolicyCommand({ ...target, PolicyArn }));
    }
    await expectError(iam.send(new AttachGroupPolicyCommand(target)), 'LimitExceeded', 409);
  });

  test('needs iam:AttachGroupPolicy', async () => {
    const group = await createGroup(iam);
    const policy = await createPolicy(iam);
    const target = { GroupName: group.name, PolicyArn: policy.arn };
    await expectIamPermission(server, iam, 'iam:AttachGroupPolicy', group.arn, (client) =>
      client.send(new AttachGroupPolicyCommand(target)),
    );
  });
});
