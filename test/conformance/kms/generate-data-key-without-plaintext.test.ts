import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecryptCommand, GenerateDataKeyWithoutPlaintextCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('GenerateDataKeyWithoutPlaintext', () => {
  test('makes a key that is seen once it is decrypted', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const made = await kms.send(
      new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_256' }),
    );
    assert.equal(made.KeyId, arn);
    assert.ok(!('Plaintext' in made));
    const { CiphertextBlob } = made;
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }));
    assert.equal(Plaintext?.length, 32);
  });

  test('wants a size', async () => {
    const { id: KeyId } = await createKey(kms);
    const call = kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId }));
    await expectError(call, 'ValidationException', 400, /either number of bytes or key spec/);
  });

  test('needs kms:GenerateDataKeyWithoutPlaintext on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(
      server,
      [['kms:GenerateDataKeyWithoutPlaintext', key.arn]],
      (client) =>
        client.send(
          new GenerateDataKeyWithoutPlaintextCommand({ KeyId: key.id, KeySpec: 'AES_256' }),
        ),
    );
  });
});
