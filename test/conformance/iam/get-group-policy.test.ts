import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetGroupPolicyCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetGroupPolicy', () => {
  test('returns a policy with its names', async () => {
    const group = await createGroup(iam);
    const target = { GroupName: group.name, PolicyName: 'inline' };
    await iam.send(new PutGroupPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    const answer = await iam.send(new GetGroupPolicyCommand(target));
    assert.deepEqual([answer.GroupName, answer.PolicyName], [group.name, 'inline']);
    assert.equal(decodeURIComponent(answer.PolicyDocument ?? ''), somePolicy);
  });

  test('refuses a policy that does not exist', async () => {
    const group = await createGroup(iam);
    const target = { GroupName: group.name, PolicyName: 'inline' };
    await expectError(iam.send(new GetGroupPolicyCommand(target)), 'NoSuchEntity', 404);
  });

  test('needs iam:GetGroupPolicy', async () => {
    const group = await createGroup(iam);
    const target = { GroupName: group.name, PolicyName: 'inline' };
    await iam.send(new PutGroupPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    await expectIamPermission(server, iam, 'iam:GetGroupPolicy', group.arn, (client) =>
      client.send(new GetGroupPolicyCommand(target)),
    );
  });
});
