import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DescribeKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from '../harness/buckets.ts';
import { kmsClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

const dayMs = 86_400_000;

describe('ScheduleKeyDeletion', () => {
  test('makes a key unusable, and says when it goes', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const done = await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    assert.deepEqual(
      [done.KeyId, done.KeyState, done.PendingWindowInDays],
      [arn, 'PendingDeletion', 7],
    );
    assert.ok(Math.abs(Number(done.DeletionDate) - Date.now() - 7 * dayMs) < 60_000);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    assert.deepEqual(KeyMetadata?.DeletionDate, done.DeletionDate);
    for (const call of [
      kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })),
      kms.send(new EnableKeyCommand({ KeyId })),
      kms.send(new ScheduleKeyDeletionCommand({ KeyId })),
    ]) {
      await expectError(call, 'KMSInvalidStateException', 400, /is pending deletion/);
    }
  });

  test('waits 30 days by itself, and 7 to 30 at all', async () => {
    const { id: KeyId } = await createKey(kms);
    for (const PendingWindowInDays of [6, 31]) {
      const call = kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
      await expectError(call, 'ValidationException', 400);
    }
    const done = await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    assert.equal(done.PendingWindowInDays, 30);
  });

  test('closes the objects that need the key, as a disabled key does', async () => {
    const s3 = s3Client(server);
    const { id: KeyId, arn: SSEKMSKeyId } = await createKey(kms);
    const name = { Bucket: await createBucket(s3), Key: 'a' };
    const sse = { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId };
    await s3.send(new PutObjectCommand({ ...name, ...sse, Body: 'x' }));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    const get = s3.send(new GetObjectCommand(name));
    await expectError(get, 'KMS.KMSInvalidStateException', 400, /is pending deletion/);
  });

  test('needs kms:ScheduleKeyDeletion on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:ScheduleKeyDeletion', key.arn]], (client) =>
      client.send(new ScheduleKeyDeletionCommand({ KeyId: key.id })),
    );
  });
});
