import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketWebsiteCommand, PutBucketWebsiteCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = {
  IndexDocument: { Suffix: 'index.html' },
  ErrorDocument: { Key: '404.html' },
};

describe('GetBucketWebsite', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: configuration }));
    const answer = await s3.send(new GetBucketWebsiteCommand({ Bucket }));
    assert.deepEqual(answer.IndexDocument, configuration.IndexDocument);
  });

  test('refuses a bucket without one', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(new GetBucketWebsiteCommand({ Bucket }));
    await expectError(call, 'NoSuchWebsiteConfiguration', 404);
  });

  test('needs s3:GetBucketWebsite', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: configuration }));
    await expectPermission(server, iam, 's3:GetBucketWebsite', s3Arn(Bucket), (client) =>
      client.send(new GetBucketWebsiteCommand({ Bucket })),
    );
  });
});
