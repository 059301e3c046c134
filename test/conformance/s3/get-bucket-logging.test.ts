import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketLoggingCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('GetBucketLogging', () => {
  test('tells nothing of a bucket without a log', async () => {
    const Bucket = await createBucket(s3);
    const answer = await s3.send(new GetBucketLoggingCommand({ Bucket }));
    assert.equal(answer.LoggingEnabled, undefined);
  });

  test('needs s3:GetBucketLogging', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:GetBucketLogging', s3Arn(Bucket), (client) =>
      client.send(new GetBucketLoggingCommand({ Bucket })),
    );
  });
});
