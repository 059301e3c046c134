import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  GetObjectRetentionCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const Key = 'a';

/** A bucket with Object Lock and an object in it. */
async function lockable(): Promise<string> {
  const Bucket = uniqueName('bucket');
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
  return Bucket;
}

describe('GetObjectRetention', () => {
  test('refuses a version that has none, and a bucket without Object Lock', async () => {
    const Bucket = await lockable();
    const call = s3.send(new GetObjectRetentionCommand({ Bucket, Key }));
    await expectError(call, 'NoSuchObjectLockConfiguration', 404);
    const plain = await createBucketWith(s3, [Key]);
    const other = s3.send(new GetObjectRetentionCommand({ Bucket: plain, Key }));
    await expectError(other, 'InvalidRequest', 400, /missing Object Lock/);
  });

  test('needs s3:GetObjectRetention', async () => {
    const Bucket = await lockable();
    const RetainUntilDate = new Date(Date.now() + 86_400_000);
    const Retention = { Mode: 'GOVERNANCE' as const, RetainUntilDate };
    await s3.send(new PutObjectRetentionCommand({ Bucket, Key, Retention }));
    const answer = await s3.send(new GetObjectRetentionCommand({ Bucket, Key }));
    assert.equal(answer.Retention?.RetainUntilDate?.getTime(), RetainUntilDate.getTime());
    await expectPermission(server, iam, 's3:GetObjectRetention', s3Arn(Bucket, Key), (client) =>
      client.send(new GetObjectRetentionCommand({ Bucket, Key })),
    );
  });
});
