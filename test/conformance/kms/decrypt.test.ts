import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecryptCommand, EncryptCommand } from '@aws-sdk/client-kms';
import { iamClient, kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);
const Plaintext = Buffer.from('a secret');
const EncryptionContext = { Team: 'a', order: '1' };

async function encrypted(KeyId: string, context: Record<string, string> = EncryptionContext) {
  const command = new EncryptCommand({ KeyId, Plaintext, EncryptionContext: context });
  const { CiphertextBlob = new Uint8Array() } = await kms.send(command);
  return CiphertextBlob;
}

describe('Decrypt', () => {
  test('opens a cipher text with the same context, in whatever order', async () => {
    const { id, arn } = await createKey(kms);
    const CiphertextBlob = await encrypted(id);
    const context = { order: '1', Team: 'a' };
    for (const KeyId of [undefined, id, arn]) {
      const command = new DecryptCommand({ CiphertextBlob, EncryptionContext: context, KeyId });
      const opened = await kms.send(command);
      assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext);
      assert.equal(opened.KeyId, arn);
    }
  });

  test('opens nothing with another context, another key or a changed byte', async () => {
    const { id } = await createKey(kms);
    const CiphertextBlob = await encrypted(id);
    for (const context of [undefined, {}, { Team: 'a' }, { ...EncryptionContext, Team: 'b' }]) {
      const call = kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));
      await expectError(call, 'InvalidCiphertextException', 400);
    }
    const { id: KeyId } = await createKey(kms);
    const byOther = kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId }));
    await expectError(byOther, 'IncorrectKeyException', 400);
    const changed = Buffer.from(CiphertextBlob);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    for (const text of [changed, changed.subarray(0, 4), Buffer.from('nothing')]) {
      const call = kms.send(new DecryptCommand({ CiphertextBlob: text, EncryptionContext }));
      await expectError(call, 'InvalidCiphertextException', 400);
    }
  });

  test('does not open what is said to be of another key', async () => {
    const [one, other] = [await createKey(kms), await createKey(kms)];
    const text = Buffer.from(await encrypted(one.id));
    const forged = Buffer.from(text.toString('latin1').replace(one.arn, other.arn), 'latin1');
    const call = kms.send(new DecryptCommand({ CiphertextBlob: forged, EncryptionContext }));
    await expectError(call, 'InvalidCiphertextException', 400);
  });

  test('is allowed by the context where a policy says so', async () => {
    const { id, arn } = await createKey(kms);
    const statement = {
      ...allow('kms:Decrypt', arn),
      Condition: { StringEquals: { 'kms:EncryptionContext:Team': 'a' } },
    };
    const user = await createUser(iamClient(server), statement);
    const client = kmsClient(server, user.credentials);
    const CiphertextBlob = await encrypted(id);
    await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    const other = { ...EncryptionContext, Team: 'b' };
    const text = await encrypted(id, other);
    const call = client.send(
      new DecryptCommand({ CiphertextBlob: text, EncryptionContext: other }),
    );
    await expectError(call, 'AccessDeniedException', 400);
  });

  test('takes no context in which a condition could mean two names', async () => {
    const { id: KeyId } = await createKey(kms);
    const context = { Team: 'b', team: 'a' };
    const call = kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext: context }));
    await expectError(call, 'ValidationException', 400, /differ in case/);
  });

  test('needs kms:Decrypt on the key', async () => {
    const key = await createKey(kms);
    const CiphertextBlob = await encrypted(key.id);
    await expectKmsPermission(server, [['kms:Decrypt', key.arn]], (client) =>
      client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })),
    );
  });
});
