import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DisableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
} from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

const dayMs = 86_400_000;

describe('EnableKeyRotation', () => {
  test('rotates every year, or every so many days', async () => {
    const { id: KeyId } = await createKey(kms);
    for (const RotationPeriodInDays of [undefined, 90, 2_560]) {
      await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }));
      const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
      const days = RotationPeriodInDays ?? 365;
      assert.deepEqual([status.KeyRotationEnabled, status.RotationPeriodInDays], [true, days]);
      assert.ok(Math.abs(Number(status.NextRotationDate) - Date.now() - days * dayMs) < 60_000);
    }
  });

  test('refuses other periods, and a disabled key', async () => {
    const { id: KeyId } = await createKey(kms);
    for (const RotationPeriodInDays of [89, 2_561]) {
      const call = kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }));
      await expectError(call, 'ValidationException', 400);
    }
    await kms.send(new DisableKeyCommand({ KeyId }));
    const call = kms.send(new EnableKeyRotationCommand({ KeyId }));
    await expectError(call, 'DisabledException', 400);
  });

  test('needs kms:EnableKeyRotation on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:EnableKeyRotation', key.arn]], (client) =>
      client.send(new EnableKeyRotationCommand({ KeyId: key.id })),
    );
  });
});
