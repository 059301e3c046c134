import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteBucketWebsiteCommand,
  GetBucketWebsiteCommand,
  PutBucketWebsiteCommand,
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
  IndexDocument: { Suffix: 'index.html' },
  ErrorDocument: { Key: '404.html' },
};
describe('DeleteBucketWebsite', () => {
  test('takes it away, and takes none away too', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: configuration }));
    for (let i = 0; i < 2; i += 1) {
      const done = await s3.send(new DeleteBucketWebsiteCommand({ Bucket }));
      assert.equal(done.$metadata.httpStatusCode, 204);
    }
    await expectError(
      s3.send(new GetBucketWebsiteCommand({ Bucket })),
      'NoSuchWebsiteConfiguration',
      404,
    );
  });

  test('needs s3:DeleteBucketWebsite', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:DeleteBucketWebsite', s3Arn(Bucket), (client) =>
      client.send(new DeleteBucketWebsiteCommand({ Bucket })),
    );
  });
});
