import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('DisableKeyRotation', () => {
  test('ends the rotation of a key', async () => {
    const { id: KeyId } = await createKey(kms);
    await kms.send(new EnableKeyRotationCommand({ KeyId }));
    await kms.send(new DisableKeyRotationCommand({ KeyId }));
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    assert.equal(status.KeyRotationEnabled, false);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    const call = kms.send(new DisableKeyRotationCommand({ KeyId }));
    await expectError(call, 'KMSInvalidStateException', 400);
  });

  test('needs kms:DisableKeyRotation on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:DisableKeyRotation', key.arn]], (client) =>
      client.send(new DisableKeyRotationCommand({ KeyId: key.id })),
    );
  });
});
