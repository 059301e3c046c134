import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketLoggingCommand, PutBucketLoggingCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('PutBucketLogging', () => {
  test('sets a target, and an empty document ends it', async () => {
    const [Bucket, TargetBucket] = [await createBucket(s3), await createBucket(s3)];
    const LoggingEnabled = { TargetBucket, TargetPrefix: 'log/' };
    const BucketLoggingStatus = { LoggingEnabled };
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus }));
    const answer = await s3.send(new GetBucketLoggingCommand({ Bucket }));
    assert.deepEqual(answer.LoggingEnabled, LoggingEnabled);
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
    const after = await s3.send(new GetBucketLoggingCommand({ Bucket }));
    assert.equal(after.LoggingEnabled, undefined);
  });

  test('refuses a target that does not exist', async () => {
    const Bucket = await createBucket(s3);
    const LoggingEnabled = { TargetBucket: 'no-such-bucket-here', TargetPrefix: '' };
    const BucketLoggingStatus = { LoggingEnabled };
    const call = s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus }));
    await expectError(call, 'InvalidTargetBucketForLogging', 400);
  });

  test('needs s3:PutBucketLogging', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutBucketLogging', s3Arn(Bucket), (client) =>
      client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} })),
    );
  });
});
