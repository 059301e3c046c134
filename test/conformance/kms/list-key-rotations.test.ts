import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListKeyRotationsCommand, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('ListKeyRotations', () => {
  test('lists what was rotated when, page by page', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const none = await kms.send(new ListKeyRotationsCommand({ KeyId }));
    assert.deepEqual([none.Rotations, none.Truncated], [[], false]);
    for (let done = 0; done < 3; done += 1) await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    const first = await kms.send(new ListKeyRotationsCommand({ KeyId, Limit: 2 }));
    assert.deepEqual([first.Rotations?.length, first.Truncated], [2, true]);
    const Marker = first.NextMarker;
    const last = await kms.send(new ListKeyRotationsCommand({ KeyId, Limit: 2, Marker }));
    assert.deepEqual([last.Rotations?.length, last.Truncated], [1, false]);
    const [rotation] = last.Rotations ?? [];
    assert.deepEqual([rotation?.KeyId, rotation?.RotationType], [arn, 'ON_DEMAND']);
    assert.ok(Math.abs(Date.now() - Number(rotation?.RotationDate)) < 60_000);
    const lost = kms.send(new ListKeyRotationsCommand({ KeyId, Marker: 'x' }));
    await expectError(lost, 'InvalidMarkerException', 400);
  });

  test('needs kms:ListKeyRotations on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:ListKeyRotations', key.arn]], (client) =>
      client.send(new ListKeyRotationsCommand({ KeyId: key.id })),
    );
  });
});
