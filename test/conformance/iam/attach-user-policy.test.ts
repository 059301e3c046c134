import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AttachUserPolicyCommand, ListAttachedUserPoliciesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('AttachUserPolicy', () => {
  test('attaches a policy once, however often it is called', async () => {
    const user = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const target = { UserName: user.name, PolicyArn: policy.arn };
    await iam.send(new AttachUserPolicyCommand(target));
    await iam.send(new AttachUserPolicyCommand(target));
    const answer = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: user.name }));
    const attached = [{ PolicyName: policy.name, PolicyArn: policy.arn }];
    assert.deepEqual(answer.AttachedPolicies, attached);
  });

  test('attaches the policies of AWS', async () => {
    const user = await createPlainUser(iam);
    for (const name of ['AmazonS3FullAccess', 'AmazonS3ReadOnlyAccess', 'AdministratorAccess']) {
      const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
      await iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn }));
    }
    const answer = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: user.name }));
    assert.equal(answer.AttachedPolicies?.length, 3);
  });

  test('refuses a policy that does not exist, and an eleventh', async () => {
    const user = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const target = { UserName: user.name, PolicyArn: policy.arn };
    const missing = { ...target, PolicyArn: `${policy.arn}-not` };
    const words = /does not exist or is not attachable/;
    await expectError(iam.send(new AttachUserPolicyCommand(missing)), 'NoSuchEntity', 404, words);
    for (let count = 0; count < 10; count += 1) {
      const PolicyArn = (await createPolicy(iam)).arn;
      await iam.send(new AttachUserPolicyCommand({ ...target, PolicyArn }));
    }
    await expectError(iam.send(new AttachUserPolicyCommand(target)), 'LimitExceeded', 409);
  });

  test('needs iam:AttachUserPolicy', async () => {
    const user = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const target = { UserName: user.name, PolicyArn: policy.arn };
    await expectIamPermission(server, iam, 'iam:AttachUserPolicy', user.arn, (client) =>
      client.send(new AttachUserPolicyCommand(target)),
    );
  });
});
