import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListRoleTagsCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListRoleTags', () => {
  test('lists tags by key, page by page', async () => {
    const { name: RoleName } = await createRole(iam);
    const Tags = ['b', 'a', 'c'].map((Key) => ({ Key, Value: '1' }));
    await iam.send(new TagRoleCommand({ RoleName, Tags }));
    const first = await iam.send(new ListRoleTagsCommand({ RoleName, MaxItems: 2 }));
    const { Marker } = first;
    const second = await iam.send(new ListRoleTagsCommand({ RoleName, Marker }));
    assert.deepEqual([tagsOf(first.Tags), tagsOf(second.Tags)], ['a=1 b=1', 'c=1']);
    assert.deepEqual([first.IsTruncated, second.IsTruncated], [true, false]);
  });

  test('refuses a role that does not exist', async () => {
    const RoleName = 'no-role-here';
    const call = iam.send(new ListRoleTagsCommand({ RoleName }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListRoleTags', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:ListRoleTags', arn, (client) =>
      client.send(new ListRoleTagsCommand({ RoleName })),
    );
  });
});
