import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DeletePublicAccessBlockCommand, GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('DeletePublicAccessBlock', () => {
  test('removes the configuration and answers 204, a second time too', async () => {
    const Bucket = await createBucket(s3);
    for (const _ of [1, 2]) {
      const { $metadata } = await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
      assert.equal($metadata.httpStatusCode, 204);
    }
    const read = s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    await expectError(read, 'NoSuchPublicAccessBlockConfiguration', 404);
  });

  test('refuses a bucket that does not exist', async () => {
    const command = new DeletePublicAccessBlockCommand({ Bucket: 'no-such-bucket-here' });
    await expectError(s3.send(command), 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketPublicAccessBlock on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const resource = s3Arn(Bucket);
    await expectPermission(server, iam, 's3:PutBucketPublicAccessBlock', resource, (client) =>
      client.send(new DeletePublicAccessBlockCommand({ Bucket })),
    );
  });
});
