import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketEncryptionCommand, PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
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

describe('GetBucketEncryption', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    assert.deepEqual(answer.ServerSideEncryptionConfiguration, configuration);
  });

  test('tells the default of a bucket without one', async () => {
    const Bucket = await createBucket(s3);
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

  test('tells that there is none where new buckets are as they were before 2023', async () => {
    const earlier = await useServer({ arguments: ['--new-bucket-defaults', 'legacy'] });
    const client = s3Client(earlier);
    const call = client.send(
      new GetBucketEncryptionCommand({ Bucket: await createBucket(client) }),
    );
    await expectError(call, 'ServerSideEncryptionConfigurationNotFoundError', 404);
  });

  test('needs s3:GetEncryptionConfiguration', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: configuration }),
    );
    await expectPermission(server, iam, 's3:GetEncryptionConfiguration', s3Arn(Bucket), (client) =>
      client.send(new GetBucketEncryptionCommand({ Bucket })),
    );
  });
});
