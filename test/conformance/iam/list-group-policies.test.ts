import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListGroupPoliciesCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListGroupPolicies', () => {
  test('lists the names of inline policies', async () => {
    const group = await createGroup(iam);
    const target = { GroupName: group.name, PolicyName: 'inline' };
    await iam.send(new PutGroupPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    const answer = await iam.send(new ListGroupPoliciesCommand({ GroupName: group.name }));
    assert.deepEqual([answer.PolicyNames, answer.IsTruncated], [['inline'], false]);
  });

  test('refuses a group that does not exist', async () => {
    const call = iam.send(new ListGroupPoliciesCommand({ GroupName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListGroupPolicies', async () => {
    const group = await createGroup(iam);
    await expectIamPermission(server, iam, 'iam:ListGroupPolicies', group.arn, (client) =>
      client.send(new ListGroupPoliciesCommand({ GroupName: group.name })),
    );
  });
});
