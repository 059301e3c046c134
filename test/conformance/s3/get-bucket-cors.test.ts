import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketCorsCommand, PutBucketCorsCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = {
  CORSRules: [
    {
      AllowedMethods: ['GET', 'PUT'],
      AllowedOrigins: ['https://*.example.com'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['etag'],
      MaxAgeSeconds: 300,
    },
  ],
};

describe('GetBucketCors', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: configuration }));
    const answer = await s3.send(new GetBucketCorsCommand({ Bucket }));
    assert.deepEqual(answer.CORSRules, configuration.CORSRules);
  });

  test('refuses a bucket without one', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(new GetBucketCorsCommand({ Bucket }));
    await expectError(call, 'NoSuchCORSConfiguration', 404);
  });

  test('needs s3:GetBucketCORS', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: configuration }));
    await expectPermission(server, iam, 's3:GetBucketCORS', s3Arn(Bucket), (client) =>
      client.send(new GetBucketCorsCommand({ Bucket })),
    );
  });
});
