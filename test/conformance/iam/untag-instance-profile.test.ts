import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ListInstanceProfileTagsCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UntagInstanceProfile', () => {
  test('removes tags, and lets those pass that are not there', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const Tags = ['Team', 'Stage'].map((Key) => ({ Key, Value: 'a' }));
    await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags }));
    await iam.send(
      new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['Team', 'None'] }),
    );
    const left = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }));
    assert.equal(tagsOf(left.Tags), 'Stage=a');
  });

  test('refuses an instance profile that does not exist', async () => {
    const InstanceProfileName = 'no-profile-here';
    const call = iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['a'] }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UntagInstanceProfile', async () => {
    const { name: InstanceProfileName, arn } = await createInstanceProfile(iam);
    await expectIamPermission(server, iam, 'iam:UntagInstanceProfile', arn, (client) =>
      client.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['Team'] })),
    );
  });
});
