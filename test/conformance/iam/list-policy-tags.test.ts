import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListPolicyTagsCommand, TagPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListPolicyTags', () => {
  test('lists tags by key, page by page', async () => {
    const { arn: PolicyArn } = await createPolicy(iam);
    const Tags = ['b', 'a', 'c'].map((Key) => ({ Key, Value: '1' }));
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
    const first = await iam.send(new ListPolicyTagsCommand({ PolicyArn, MaxItems: 2 }));
    const { Marker } = first;
    const second = await iam.send(new ListPolicyTagsCommand({ PolicyArn, Marker }));
    assert.deepEqual([tagsOf(first.Tags), tagsOf(second.Tags)], ['a=1 b=1', 'c=1']);
    assert.deepEqual([first.IsTruncated, second.IsTruncated], [true, false]);
  });

  test('refuses a policy that does not exist', async () => {
    const { arn } = await createPolicy(iam);
    const PolicyArn = `${arn}x`;
    const call = iam.send(new ListPolicyTagsCommand({ PolicyArn }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListPolicyTags', async () => {
    const { arn } = await createPolicy(iam);
    const PolicyArn = arn;
    await expectIamPermission(server, iam, 'iam:ListPolicyTags', arn, (client) =>
      client.send(new ListPolicyTagsCommand({ PolicyArn })),
    );
  });
});
