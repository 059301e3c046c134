import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DescribeKeyCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('EnableKey', () => {
  test('makes a disabled key usable again', async () => {
    const { id: KeyId } = await createKey(kms);
    await kms.send(new DisableKeyCommand({ KeyId }));
    await kms.send(new EnableKeyCommand({ KeyId }));
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    assert.deepEqual([KeyMetadata?.Enabled, KeyMetadata?.KeyState], [true, 'Enabled']);
    await expectError(kms.send(new EnableKeyCommand({ KeyId: 'x' })), 'NotFoundException', 400);
  });

  test('needs kms:EnableKey on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:EnableKey', key.arn]], (client) =>
      client.send(new EnableKeyCommand({ KeyId: key.arn })),
    );
  });
});
