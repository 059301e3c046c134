import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  GetObjectLegalHoldCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
} from '@aws-sdk/client-s3';
import { s3Arn } from '../harness/buckets.ts';
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

describe('GetObjectLegalHold', () => {
  test('refuses a version that never had one', async () => {
    const Bucket = await lockable();
    const call = s3.send(new GetObjectLegalHoldCommand({ Bucket, Key }));
    await expectError(call, 'NoSuchObjectLockConfiguration', 404);
  });

  test('needs s3:GetObjectLegalHold', async () => {
    const Bucket = await lockable();
    const LegalHold = { Status: 'ON' as const };
    await s3.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold }));
    const answer = await s3.send(new GetObjectLegalHoldCommand({ Bucket, Key }));
    assert.deepEqual(answer.LegalHold, LegalHold);
    await expectPermission(server, iam, 's3:GetObjectLegalHold', s3Arn(Bucket, Key), (client) =>
      client.send(new GetObjectLegalHoldCommand({ Bucket, Key })),
    );
  });
});
