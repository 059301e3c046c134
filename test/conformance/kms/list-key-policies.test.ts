import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListKeyPoliciesCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

const missing = '01234567-89ab-4cde-8f01-23456789abcd';

describe('ListKeyPolicies', () => {
  test('lists the one policy that a key has', async () => {
    const { id: KeyId } = await createKey(kms);
    const listed = await kms.send(new ListKeyPoliciesCommand({ KeyId }));
    assert.deepEqual([listed.PolicyNames, listed.Truncated], [['default'], false]);
    const none = kms.send(new ListKeyPoliciesCommand({ KeyId: missing }));
    await expectError(none, 'NotFoundException', 400);
  });

  test('needs kms:ListKeyPolicies on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:ListKeyPolicies', key.arn]], (client) =>
      client.send(new ListKeyPoliciesCommand({ KeyId: key.id })),
    );
  });
});
