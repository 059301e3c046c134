import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecryptCommand, EncryptCommand, ReEncryptCommand } from '@aws-sdk/client-kms';
import { iamClient, kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

async function encrypted(KeyId: string): Promise<Uint8Array> {
  const Plaintext = Buffer.from('a secret');
  const { CiphertextBlob = new Uint8Array() } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext, EncryptionContext: { a: '1' } }),
  );
  return CiphertextBlob;
}

describe('ReEncrypt', () => {
  test('moves a cipher text to another key and context', async () => {
    const [from, to] = [await createKey(kms), await createKey(kms)];
    const moved = await kms.send(
      new ReEncryptCommand({
        CiphertextBlob: await encrypted(from.id),
        SourceEncryptionContext: { a: '1' },
        DestinationKeyId: to.id,
        DestinationEncryptionContext: { b: '2' },
      }),
    );
    assert.deepEqual([moved.SourceKeyId, moved.KeyId], [from.arn, to.arn]);
    const { CiphertextBlob } = moved;
    const opened = await kms.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: { b: '2' } }),
    );
    assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), 'a secret');
  });

  test('refuses another context or another source than it was', async () => {
    const [from, to] = [await createKey(kms), await createKey(kms)];
    const wish = { CiphertextBlob: await encrypted(from.id), DestinationKeyId: to.id };
    const call = kms.send(new ReEncryptCommand(wish));
    await expectError(call, 'InvalidCiphertextException', 400);
    const SourceEncryptionContext = { a: '1' };
    const other = { ...wish, SourceEncryptionContext, SourceKeyId: to.id };
    await expectError(kms.send(new ReEncryptCommand(other)), 'IncorrectKeyException', 400);
  });

  test('needs kms:ReEncryptFrom on the one key and kms:ReEncryptTo on the other', async () => {
    const [from, to] = [await createKey(kms), await createKey(kms)];
    const CiphertextBlob = await encrypted(from.id);
    const SourceEncryptionContext = { a: '1' };
    const input = { CiphertextBlob, SourceEncryptionContext, DestinationKeyId: to.arn };
    const needs = [
      ['kms:ReEncryptFrom', from.arn],
      ['kms:ReEncryptTo', to.arn],
    ] as const;
    await expectKmsPermission(server, needs, (client) => client.send(new ReEncryptCommand(input)));
    const half = await createUser(iamClient(server), allow('kms:ReEncryptFrom', '*'));
    const call = kmsClient(server, half.credentials).send(new ReEncryptCommand(input));
    await expectError(call, 'AccessDeniedException', 400, /kms:ReEncryptTo/);
  });
});
