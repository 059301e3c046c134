import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const },
      BucketKeyEnabled: true,
    },
  ],
};
describe('DeleteBucketEncryption', () => {
  test('takes it away, and takes none away too', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: configuration }),
    );
    for (let i = 0; i < 2; i += 1) {
      const done = await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
      assert.equal(done.$metadata.httpStatusCode, 204);
    }
    const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    assert.deepEqual(answer.ServerSideEncryptionConfiguration, {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
          BucketKeyEnabled: false,
        },
      ],
    });
  });

  test('needs s3:PutEncryptionConfiguration', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutEncryptionConfiguration', s3Arn(Bucket), (client) =>
      client.send(new DeleteBucketEncryptionCommand({ Bucket })),
    );
  });
});
