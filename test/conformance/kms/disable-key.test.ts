import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAliasCommand, DescribeKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from '../harness/buckets.ts';
import { kmsClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('DisableKey', () => {
  test('disables a key, and a disabled one again', async () => {
    const { id: KeyId } = await createKey(kms);
    await kms.send(new DisableKeyCommand({ KeyId }));
    await kms.send(new DisableKeyCommand({ KeyId }));
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    assert.deepEqual([KeyMetadata?.Enabled, KeyMetadata?.KeyState], [false, 'Disabled']);
  });

  test('takes no alias, and no key of the service itself', async () => {
    const s3 = s3Client(server);
    const Bucket = await createBucket(s3);
    const put = new PutObjectCommand({ Bucket, Key: 'a', ServerSideEncryption: 'aws:kms' });
    const { SSEKMSKeyId: KeyId } = await s3.send(put);
    const own = await createKey(kms);
    const AliasName = `alias/${own.id}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: own.id }));
    const byAlias = kms.send(new DisableKeyCommand({ KeyId: AliasName }));
    await expectError(byAlias, 'NotFoundException', 400);
    await expectError(kms.send(new DisableKeyCommand({ KeyId })), 'AccessDeniedException', 400);
  });

  test('needs kms:DisableKey on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:DisableKey', key.arn]], (client) =>
      client.send(new DisableKeyCommand({ KeyId: key.id })),
    );
  });
});
