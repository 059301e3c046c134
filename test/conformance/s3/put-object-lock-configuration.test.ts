import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  GetObjectRetentionCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
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

const retention = (Days: number) => ({
  ObjectLockEnabled: 'Enabled' as const,
  Rule: { DefaultRetention: { Mode: 'GOVERNANCE' as const, Days } },
});

describe('PutObjectLockConfiguration', () => {
  test('sets the retention of objects that are made after it', async () => {
    const Bucket = await lockable();
    const ObjectLockConfiguration = retention(2);
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'later' }));
    const { Retention } = await s3.send(new GetObjectRetentionCommand({ Bucket, Key: 'b' }));
    assert.equal(Retention?.Mode, 'GOVERNANCE');
    const days = ((Retention.RetainUntilDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
    assert.ok(days > 1.9 && days <= 2, String(days));
  });

  test('refuses a bucket without versioning, and no days', async () => {
    const Bucket = await createBucket(s3);
    const put = (bucket: string, days: number) => {
      const ObjectLockConfiguration = retention(days);
      const input = { Bucket: bucket, ObjectLockConfiguration };
      return s3.send(new PutObjectLockConfigurationCommand(input));
    };
    await expectError(put(Bucket, 1), 'InvalidBucketState', 409);
    await expectError(put(await lockable(), 0), 'InvalidRetentionPeriod', 400);
  });

  test('needs s3:PutBucketObjectLockConfiguration', async () => {
    const Bucket = await lockable();
    const action = 's3:PutBucketObjectLockConfiguration';
    const ObjectLockConfiguration = retention(1);
    await expectPermission(server, iam, action, s3Arn(Bucket), (client) =>
      client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration })),
    );
  });
});
