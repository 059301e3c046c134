import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketRequestPaymentCommand, PutBucketRequestPaymentCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = { Payer: 'Requester' as const };

describe('PutBucketRequestPayment', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketRequestPaymentCommand({
        Bucket,
        RequestPaymentConfiguration: { Payer: 'BucketOwner' },
      }),
    );
    await s3.send(
      new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketRequestPaymentCommand({ Bucket }));
    assert.deepEqual(answer.Payer, configuration.Payer);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(
      new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: configuration }),
    );
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketRequestPayment', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutBucketRequestPayment', s3Arn(Bucket), (client) =>
      client.send(
        new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: configuration }),
      ),
    );
  });
});
