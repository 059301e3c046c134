import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateAliasCommand,
  DecryptCommand,
  DisableKeyCommand,
  EncryptCommand,
} from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

const missing = '01234567-89ab-4cde-8f01-23456789abcd';
const Plaintext = Buffer.from('a secret');

describe('Encrypt', () => {
  test('makes a cipher text that only its key opens, never the same twice', async () => {
    const key = await createKey(kms);
    const first = await kms.send(new EncryptCommand({ KeyId: key.id, Plaintext }));
    const second = await kms.send(new EncryptCommand({ KeyId: key.arn, Plaintext }));
    assert.deepEqual([first.KeyId, first.EncryptionAlgorithm], [key.arn, 'SYMMETRIC_DEFAULT']);
    const text = Buffer.from(first.CiphertextBlob ?? []);
    assert.ok(!text.equals(Buffer.from(second.CiphertextBlob ?? [])));
    assert.ok(!text.includes('secret'));
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: text }));
    assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext);
  });

  test('takes an alias, and up to 4,096 bytes', async () => {
    const { id: TargetKeyId, arn } = await createKey(kms);
    const AliasName = `alias/${TargetKeyId}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    const large = new EncryptCommand({ KeyId: AliasName, Plaintext: Buffer.alloc(4_096) });
    assert.equal((await kms.send(large)).KeyId, arn);
    for (const size of [0, 4_097]) {
      const bytes = new EncryptCommand({ KeyId: AliasName, Plaintext: Buffer.alloc(size) });
      await expectError(kms.send(bytes), 'ValidationException', 400, /at 'plaintext'/);
    }
  });

  test('refuses keys that are not there or disabled, and what no key here does', async () => {
    const none = kms.send(new EncryptCommand({ KeyId: missing, Plaintext }));
    await expectError(none, 'NotFoundException', 400);
    const { id: KeyId } = await createKey(kms);
    const EncryptionAlgorithm = 'RSAES_OAEP_SHA_1' as const;
    const rsa = kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionAlgorithm }));
    await expectError(rsa, 'ValidationException', 400);
    const dry = kms.send(new EncryptCommand({ KeyId, Plaintext, DryRun: true }));
    await expectError(dry, 'DryRunOperationException', 400);
    await kms.send(new DisableKeyCommand({ KeyId }));
    const disabled = kms.send(new EncryptCommand({ KeyId, Plaintext }));
    await expectError(disabled, 'DisabledException', 400, /is disabled/);
  });

  test('needs kms:Encrypt on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:Encrypt', key.arn]], (client) =>
      client.send(new EncryptCommand({ KeyId: key.id, Plaintext })),
    );
  });
});
