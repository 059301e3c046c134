import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GenerateRandomCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('GenerateRandom', () => {
  test('returns as many bytes as were asked for, other ones each time', async () => {
    const ask = () => kms.send(new GenerateRandomCommand({ NumberOfBytes: 1_024 }));
    const [one, other] = [await ask(), await ask()];
    assert.equal(one.Plaintext?.length, 1_024);
    assert.notDeepEqual(one.Plaintext, other.Plaintext);
  });

  test('wants a number from 1 to 1,024, and knows no key store', async () => {
    for (const NumberOfBytes of [undefined, 0, 1_025]) {
      const call = kms.send(new GenerateRandomCommand({ NumberOfBytes }));
      await expectError(call, 'ValidationException', 400);
    }
    const CustomKeyStoreId = 'cks-1';
    const call = kms.send(new GenerateRandomCommand({ NumberOfBytes: 1, CustomKeyStoreId }));
    await expectError(call, 'UnsupportedOperationException', 400);
  });

  test('needs kms:GenerateRandom', async () => {
    await expectKmsPermission(server, [['kms:GenerateRandom', '*']], (client) =>
      client.send(new GenerateRandomCommand({ NumberOfBytes: 1 })),
    );
  });
});
