import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListRoleTagsCommand, TagRoleCommand, UntagRoleCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createRole, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UntagRole', () => {
  test('removes tags, and lets those pass that are not there', async () => {
    const { name: RoleName } = await createRole(iam);
    const Tags = ['Team', 'Stage'].map((Key) => ({ Key, Value: 'a' }));
    await iam.send(new TagRoleCommand({ RoleName, Tags }));
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['Team', 'None'] }));
    const left = await iam.send(new ListRoleTagsCommand({ RoleName }));
    assert.equal(tagsOf(left.Tags), 'Stage=a');
  });

  test('refuses a role that does not exist', async () => {
    const RoleName = 'no-role-here';
    const call = iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UntagRole', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:UntagRole', arn, (client) =>
      client.send(new UntagRoleCommand({ RoleName, TagKeys: ['Team'] })),
    );
  });
});
