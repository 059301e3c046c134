import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  ListEntitiesForPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListEntitiesForPolicy', () => {
  test('lists the users and groups that have the policy', async () => {
    const policy = await createPolicy(iam);
    const user = await createPlainUser(iam);
    const group = await createGroup(iam);
    const PolicyArn = policy.arn;
    await iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName: group.name, PolicyArn }));
    const all = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    assert.deepEqual(
      all.PolicyUsers?.map(({ UserName }) => UserName),
      [user.name],
    );
    assert.deepEqual(
      all.PolicyGroups?.map(({ GroupName }) => GroupName),
      [group.name],
    );
    const EntityFilter = 'Group' as const;
    const groups = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, EntityFilter }));
    assert.deepEqual(groups.PolicyUsers ?? [], []);
  });

  test('refuses a policy that does not exist', async () => {
    const policy = await createPolicy(iam);
    const PolicyArn = `${policy.arn}-not`;
    const call = iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListEntitiesForPolicy', async () => {
    const policy = await createPolicy(iam);
    await expectIamPermission(server, iam, 'iam:ListEntitiesForPolicy', policy.arn, (client) =>
      client.send(new ListEntitiesForPolicyCommand({ PolicyArn: policy.arn })),
    );
  });
});
