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

describe('ListAttachedGroupPolicies', () => {
  test('lists what is attached, below a path too', async () => {
    const group = await createGroup(iam);
    const policy = await createPolicy(iam);
    const target = { GroupName: group.name, PolicyArn: policy.arn };
    await iam.send(new AttachGroupPolicyCommand(target));
    const list = async (PathPrefix: string) => {
      const command = new ListAttachedGroupPoliciesCommand({ GroupName: group.name, PathPrefix });
      const { AttachedPolicies } = await iam.send(command);
      return AttachedPolicies?.map(({ PolicyArn }) => PolicyArn) ?? [];
    };
    assert.deepEqual([await list('/'), await list('/elsewhere/')], [[policy.arn], []]);
  });

  test('refuses a group that does not exist', async () => {
    const call = iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListAttachedGroupPolicies', async () => {
    const group = await createGroup(iam);
    await expectIamPermission(server, iam, 'iam:ListAttachedGroupPolicies', group.arn, (client) =>
      client.send(new ListAttachedGroupPoliciesCommand({ GroupName: group.name })),
    );
  });
});
