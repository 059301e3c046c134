import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListResourceTagsCommand, TagResourceCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('ListResourceTags', () => {
  test('lists tags page by page', async () => {
    const { id: KeyId } = await createKey(kms);
    const Tags = ['a', 'b', 'c'].map((TagKey) => ({ TagKey, TagValue: TagKey }));
    await kms.send(new TagResourceCommand({ KeyId, Tags }));
    const first = await kms.send(new ListResourceTagsCommand({ KeyId, Limit: 2 }));
    assert.deepEqual([first.Tags, first.Truncated], [Tags.slice(0, 2), true]);
    const Marker = first.NextMarker;
    const last = await kms.send(new ListResourceTagsCommand({ KeyId, Limit: 2, Marker }));
    assert.deepEqual([last.Tags, last.Truncated], [Tags.slice(2), false]);
    const call = kms.send(new ListResourceTagsCommand({ KeyId, Limit: 51 }));
    await expectError(call, 'ValidationException', 400);
  });

  test('needs kms:ListResourceTags on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:ListResourceTags', key.arn]], (client) =>
      client.send(new ListResourceTagsCommand({ KeyId: key.id })),
    );
  });
});
