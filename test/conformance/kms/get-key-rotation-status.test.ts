import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

const missing = '01234567-89ab-4cde-8f01-23456789abcd';

describe('GetKeyRotationStatus', () => {
  test('tells that a new key is not rotated', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    assert.deepEqual([status.KeyRotationEnabled, status.KeyId], [false, arn]);
    assert.equal(status.NextRotationDate, undefined);
    const none = kms.send(new GetKeyRotationStatusCommand({ KeyId: missing }));
    await expectError(none, 'NotFoundException', 400);
  });

  test('needs kms:GetKeyRotationStatus on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:GetKeyRotationStatus', key.arn]], (client) =>
      client.send(new GetKeyRotationStatusCommand({ KeyId: key.id })),
    );
  });
});
