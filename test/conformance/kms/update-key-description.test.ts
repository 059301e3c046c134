import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DescribeKeyCommand,
  ScheduleKeyDeletionCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('UpdateKeyDescription', () => {
  test('describes a key in other words', async () => {
    const { id: KeyId } = await createKey(kms);
    await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'other words' }));
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    assert.equal(KeyMetadata?.Description, 'other words');
  });

  test('leaves a key alone that is to be deleted', async () => {
    const { id: KeyId } = await createKey(kms);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    const call = kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: '' }));
    await expectError(call, 'KMSInvalidStateException', 400, /is pending deletion/);
  });

  test('needs kms:UpdateKeyDescription on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:UpdateKeyDescription', key.arn]], (client) =>
      client.send(new UpdateKeyDescriptionCommand({ KeyId: key.id, Description: 'x' })),
    );
  });
});
