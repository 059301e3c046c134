import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListUserTagsCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListUserTags', () => {
  test('lists tags by key, page by page', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const Tags = ['b', 'a', 'c'].map((Key) => ({ Key, Value: '1' }));
    await iam.send(new TagUserCommand({ UserName, Tags }));
    const first = await iam.send(new ListUserTagsCommand({ UserName, MaxItems: 2 }));
    const { Marker } = first;
    const second = await iam.send(new ListUserTagsCommand({ UserName, Marker }));
    assert.deepEqual([tagsOf(first.Tags), tagsOf(second.Tags)], ['a=1 b=1', 'c=1']);
    assert.deepEqual([first.IsTruncated, second.IsTruncated], [true, false]);
  });

  test('refuses a user that does not exist', async () => {
    const UserName = 'nobody-here';
    const call = iam.send(new ListUserTagsCommand({ UserName }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListUserTags', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:ListUserTags', arn, (client) =>
      client.send(new ListUserTagsCommand({ UserName })),
    );
  });
});
