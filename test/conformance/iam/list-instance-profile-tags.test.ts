import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListInstanceProfileTagsCommand, TagInstanceProfileCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListInstanceProfileTags', () => {
  test('lists tags by key, page by page', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const Tags = ['b', 'a', 'c'].map((Key) => ({ Key, Value: '1' }));
    await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags }));
    const first = await iam.send(
      new ListInstanceProfileTagsCommand({ InstanceProfileName, MaxItems: 2 }),
    );
    const { Marker } = first;
    const second = await iam.send(
      new ListInstanceProfileTagsCommand({ InstanceProfileName, Marker }),
    );
    assert.deepEqual([tagsOf(first.Tags), tagsOf(second.Tags)], ['a=1 b=1', 'c=1']);
    assert.deepEqual([first.IsTruncated, second.IsTruncated], [true, false]);
  });

  test('refuses an instance profile that does not exist', async () => {
    const InstanceProfileName = 'no-profile-here';
    const call = iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListInstanceProfileTags', async () => {
    const { name: InstanceProfileName, arn } = await createInstanceProfile(iam);
    await expectIamPermission(server, iam, 'iam:ListInstanceProfileTags', arn, (client) =>
      client.send(new ListInstanceProfileTagsCommand({ InstanceProfileName })),
    );
  });
});
