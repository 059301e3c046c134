import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
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

describe('PutObjectLegalHold', () => {
  test('keeps a version until the hold is lifted, bypass or not', async () => {
    const Bucket = await lockable();
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const hold = (Status: 'ON' | 'OFF') =>
      s3.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status } }));
    await hold('ON');
    const input = { Bucket, Key, VersionId, BypassGovernanceRetention: true };
    await expectError(s3.send(new DeleteObjectCommand(input)), 'AccessDenied', 403);
    await hold('OFF');
    assert.ok(await s3.send(new DeleteObjectCommand(input)));
  });

  test('needs s3:PutObjectLegalHold', async () => {
    const Bucket = await lockable();
    const LegalHold = { Status: 'ON' as const };
    await expectPermission(server, iam, 's3:PutObjectLegalHold', s3Arn(Bucket, Key), (client) =>
      client.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold })),
    );
  });
});
