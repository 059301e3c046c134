import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('GenerateDataKey', () => {
  test('makes a key of the size that was asked for, plain and encrypted', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    for (const [wish, size] of [
      [{ KeySpec: 'AES_128' as const }, 16],
      [{ KeySpec: 'AES_256' as const }, 32],
      [{ NumberOfBytes: 1_024 }, 1_024],
    ] as const) {
      const EncryptionContext = { size: String(size) };
      const made = await kms.send(
        new GenerateDataKeyCommand({ KeyId, EncryptionContext, ...wish }),
      );
      assert.deepEqual([made.KeyId, made.Plaintext?.length], [arn, size]);
      const { CiphertextBlob } = made;
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
      assert.deepEqual(opened.Plaintext, made.Plaintext);
    }
  });

  test('wants a size, and one only', async () => {
    const { id: KeyId } = await createKey(kms);
    for (const wish of [
      {},
      { KeySpec: 'AES_256' as const, NumberOfBytes: 32 },
      { NumberOfBytes: 1_025 },
    ]) {
      const call = kms.send(new GenerateDataKeyCommand({ KeyId, ...wish }));
      await expectError(call, 'ValidationException', 400);
    }
    const Recipient = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const };
    const enclave = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', Recipient });
    await expectError(kms.send(enclave), 'UnsupportedOperationException', 400);
  });

  test('needs kms:GenerateDataKey on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:GenerateDataKey', key.arn]], (client) =>
      client.send(new GenerateDataKeyCommand({ KeyId: key.id, KeySpec: 'AES_256' })),
    );
  });
});
