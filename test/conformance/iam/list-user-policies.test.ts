import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListUserPoliciesCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListUserPolicies', () => {
  test('lists the names of inline policies', async () => {
    const user = await createPlainUser(iam);
    const target = { UserName: user.name, PolicyName: 'inline' };
    await iam.send(new PutUserPolicyCommand({ ...target, PolicyDocument: somePolicy }));
    const answer = await iam.send(new ListUserPoliciesCommand({ UserName: user.name }));
    assert.deepEqual([answer.PolicyNames, answer.IsTruncated], [['inline'], false]);
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new ListUserPoliciesCommand({ UserName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListUserPolicies', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:ListUserPolicies', user.arn, (client) =>
      client.send(new ListUserPoliciesCommand({ UserName: user.name })),
    );
  });
});
