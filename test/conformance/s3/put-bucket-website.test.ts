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

describe('PutBucketWebsite', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketWebsiteCommand({
        Bucket,
        WebsiteConfiguration: { IndexDocument: { Suffix: 'start.html' } },
      }),
    );
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: configuration }));
    const answer = await s3.send(new GetBucketWebsiteCommand({ Bucket }));
    assert.deepEqual(answer.IndexDocument, configuration.IndexDocument);
  });

  test('refuses an index document in a folder', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketWebsiteCommand({
        Bucket,
        WebsiteConfiguration: { IndexDocument: { Suffix: 'a/index.html' } },
      }),
    );
    await expectError(call, 'InvalidArgument', 400);
  });

  test('refuses a site without an index document', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketWebsiteCommand({
        Bucket,
        WebsiteConfiguration: { ErrorDocument: { Key: '404.html' } },
      }),
    );
    await expectError(call, 'InvalidArgument', 400);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(
      new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: configuration }),
    );
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketWebsite', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutBucketWebsite', s3Arn(Bucket), (client) =>
      client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: configuration })),
    );
  });
});
