import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DecryptCommand,
  DisableKeyCommand,
  EncryptCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('RotateKeyOnDemand', () => {
  test('gives a key another material, and opens what the earlier ones encrypted', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const texts: Uint8Array[] = [];
    for (const word of ['one', 'two', 'three']) {
      const { CiphertextBlob } = await kms.send(
        new EncryptCommand({ KeyId, Plaintext: Buffer.from(word) }),
      );
      texts.push(CiphertextBlob ?? new Uint8Array());
      assert.equal((await kms.send(new RotateKeyOnDemandCommand({ KeyId }))).KeyId, arn);
    }
    const opened = await Promise.all(
      texts.map((CiphertextBlob) => kms.send(new DecryptCommand({ CiphertextBlob }))),
    );
    const words = opened.map(({ Plaintext = [] }) => Buffer.from(Plaintext).toString());
    assert.deepEqual(words, ['one', 'two', 'three']);
  });

  test('happens 25 times at most', async () => {
    const { id: KeyId } = await createKey(kms);
    for (let done = 0; done < 25; done += 1)
      await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    const call = kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    await expectError(call, 'LimitExceededException', 400);
    const { Rotations = [] } = await kms.send(new ListKeyRotationsCommand({ KeyId }));
    assert.equal(Rotations.length, 25);
  });

  test('refuses a disabled key', async () => {
    const { id: KeyId } = await createKey(kms);
    await kms.send(new DisableKeyCommand({ KeyId }));
    await expectError(kms.send(new RotateKeyOnDemandCommand({ KeyId })), 'DisabledException', 400);
  });

  test('needs kms:RotateKeyOnDemand on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:RotateKeyOnDemand', key.arn]], (client) =>
      client.send(new RotateKeyOnDemandCommand({ KeyId: key.id })),
    );
  });
});
