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

describe('PutBucketCors', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: { CORSRules: [{ AllowedMethods: ['HEAD'], AllowedOrigins: ['*'] }] },
      }),
    );
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: configuration }));
    const answer = await s3.send(new GetBucketCorsCommand({ Bucket }));
    assert.deepEqual(answer.CORSRules, configuration.CORSRules);
  });

  test('refuses a method that no rule can allow', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: { CORSRules: [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }] },
      }),
    );
    await expectError(call, 'InvalidRequest', 400);
  });

  test('refuses an origin with two wildcards', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*.*'] }] },
      }),
    );
    await expectError(call, 'InvalidRequest', 400);
  });

  test('refuses a configuration without rules', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [] } }),
    );
    await expectError(call, 'MalformedXML', 400);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: configuration }));
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketCORS', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutBucketCORS', s3Arn(Bucket), (client) =>
      client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: configuration })),
    );
  });
});
