import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
} from '@aws-sdk/client-s3';
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
describe('DeleteBucketCors', () => {
  test('takes it away, and takes none away too', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: configuration }));
    for (let i = 0; i < 2; i += 1) {
      const done = await s3.send(new DeleteBucketCorsCommand({ Bucket }));
      assert.equal(done.$metadata.httpStatusCode, 204);
    }
    await expectError(
      s3.send(new GetBucketCorsCommand({ Bucket })),
      'NoSuchCORSConfiguration',
      404,
    );
  });

  test('needs s3:PutBucketCORS', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutBucketCORS', s3Arn(Bucket), (client) =>
      client.send(new DeleteBucketCorsCommand({ Bucket })),
    );
  });
});
