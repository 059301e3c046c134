import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ListResourceTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

const missing = '01234567-89ab-4cde-8f01-23456789abcd';

describe('UntagResource', () => {
  test('takes tags away; those that are not there are gone already', async () => {
    const { id: KeyId } = await createKey(kms);
    const Tags = [
      { TagKey: 'a', TagValue: '1' },
      { TagKey: 'b', TagValue: '2' },
    ];
    await kms.send(new TagResourceCommand({ KeyId, Tags }));
    await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a', 'z'] }));
    const left = await kms.send(new ListResourceTagsCommand({ KeyId }));
    assert.deepEqual(left.Tags, Tags.slice(1));
    const none = kms.send(new UntagResourceCommand({ KeyId: missing, TagKeys: ['a'] }));
    await expectError(none, 'NotFoundException', 400);
  });

  test('needs kms:UntagResource on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:UntagResource', key.arn]], (client) =>
      client.send(new UntagResourceCommand({ KeyId: key.id, TagKeys: ['a'] })),
    );
  });
});
