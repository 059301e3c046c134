import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListUserTagsCommand, TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UntagUser', () => {
  test('removes tags, and lets those pass that are not there', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const Tags = ['Team', 'Stage'].map((Key) => ({ Key, Value: 'a' }));
    await iam.send(new TagUserCommand({ UserName, Tags }));
    await iam.send(new UntagUserCommand({ UserName, TagKeys: ['Team', 'None'] }));
    const left = await iam.send(new ListUserTagsCommand({ UserName }));
    assert.equal(tagsOf(left.Tags), 'Stage=a');
  });

  test('refuses a user that does not exist', async () => {
    const UserName = 'nobody-here';
    const call = iam.send(new UntagUserCommand({ UserName, TagKeys: ['a'] }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UntagUser', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:UntagUser', arn, (client) =>
      client.send(new UntagUserCommand({ UserName, TagKeys: ['Team'] })),
    );
  });
});
