import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
  type ServerSideEncryptionByDefault,
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
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const },
      BucketKeyEnabled: true,
    },
  ],
};

describe('PutBucketEncryption', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
      }),
    );
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    assert.deepEqual(answer.ServerSideEncryptionConfiguration, configuration);
  });

  test('refuses a configuration without a rule', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [] } }),
    );
    await expectError(call, 'MalformedXML', 400);
  });

  test('refuses two layers, which are not built, and a key without KMS', async () => {
    const Bucket = await createBucket(s3);
    const put = (rule: ServerSideEncryptionByDefault) =>
      s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: rule }],
          },
        }),
      );
    await expectError(put({ SSEAlgorithm: 'aws:kms:dsse' }), 'NotImplemented', 501, /dsse/);
    const keyed = put({ SSEAlgorithm: 'AES256', KMSMasterKeyID: 'alias/one' });
    await expectError(keyed, 'InvalidArgument', 400, /not applicable/);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: configuration }),
    );
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutEncryptionConfiguration', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutEncryptionConfiguration', s3Arn(Bucket), (client) =>
      client.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: configuration,
        }),
      ),
    );
  });
});
