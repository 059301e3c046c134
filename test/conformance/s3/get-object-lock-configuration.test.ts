import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  GetObjectLockConfigurationCommand,
  PutObjectCommand,
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

describe('GetObjectLockConfiguration', () => {
  test('tells of a bucket that was made with it', async () => {
    const Bucket = await lockable();
    const answer = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.ObjectLockConfiguration, { ObjectLockEnabled: 'Enabled' });
  });

  test('refuses a bucket without it', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    await expectError(call, 'ObjectLockConfigurationNotFoundError', 404);
  });

  test('needs s3:GetBucketObjectLockConfiguration', async () => {
    const Bucket = await lockable();
    const action = 's3:GetBucketObjectLockConfiguration';
    await expectPermission(server, iam, action, s3Arn(Bucket), (client) =>
      client.send(new GetObjectLockConfigurationCommand({ Bucket })),
    );
  });
});
