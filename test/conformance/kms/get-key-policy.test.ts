import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('GetKeyPolicy', () => {
  test('returns the policy that leaves it to the account', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const { Policy, PolicyName } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    assert.equal(PolicyName, 'default');
    const root = `arn:aws:iam::${arn.split(':')[4]}:root`;
    const { Statement } = JSON.parse(Policy ?? '');
    assert.deepEqual(Statement, [
      {
        ...{ Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: root } },
        ...{ Action: 'kms:*', Resource: '*' },
      },
    ]);
    const other = kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'mine' }));
    await expectError(other, 'NotFoundException', 400, /No such policy exists/);
  });

  test('needs kms:GetKeyPolicy on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:GetKeyPolicy', key.arn]], (client) =>
      client.send(new GetKeyPolicyCommand({ KeyId: key.id })),
    );
  });
});
