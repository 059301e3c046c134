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

describe('ListAttachedUserPolicies', () => {
  test('lists what is attached, below a path too', async () => {
    const user = await createPlainUser(iam);
    const policy = await createPolicy(iam);
    const target = { UserName: user.name, PolicyArn: policy.arn };
    await iam.send(new AttachUserPolicyCommand(target));
    const list = async (PathPrefix: string) => {
      const command = new ListAttachedUserPoliciesCommand({ UserName: user.name, PathPrefix });
      const { AttachedPolicies } = await iam.send(command);
      return AttachedPolicies?.map(({ PolicyArn }) => PolicyArn) ?? [];
    };
    assert.deepEqual([await list('/'), await list('/elsewhere/')], [[policy.arn], []]);
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListAttachedUserPolicies', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:ListAttachedUserPolicies', user.arn, (client) =>
      client.send(new ListAttachedUserPoliciesCommand({ UserName: user.name })),
    );
  });
});
