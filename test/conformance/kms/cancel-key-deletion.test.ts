import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('CancelKeyDeletion', () => {
  test('keeps a key, disabled', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    assert.equal((await kms.send(new CancelKeyDeletionCommand({ KeyId }))).KeyId, arn);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    assert.equal(KeyMetadata?.KeyState, 'Disabled');
    assert.equal(KeyMetadata?.DeletionDate, undefined);
  });

  test('refuses a key that stays anyway', async () => {
    const { id: KeyId } = await createKey(kms);
    const call = kms.send(new CancelKeyDeletionCommand({ KeyId }));
    await expectError(call, 'KMSInvalidStateException', 400, /is not pending deletion/);
  });

  test('needs kms:CancelKeyDeletion on the key', async () => {
    const key = await createKey(kms);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.id }));
    await expectKmsPermission(server, [['kms:CancelKeyDeletion', key.arn]], (client) =>
      client.send(new CancelKeyDeletionCommand({ KeyId: key.id })),
    );
  });
});
