import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketRequestPaymentCommand, PutBucketRequestPaymentCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = { Payer: 'Requester' as const };

describe('GetBucketRequestPayment', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketRequestPaymentCommand({ Bucket }));
    assert.deepEqual(answer.Payer, configuration.Payer);
  });

  test('tells the default of a bucket without one', async () => {
    const Bucket = await createBucket(s3);
    const answer = await s3.send(new GetBucketRequestPaymentCommand({ Bucket }));
    assert.deepEqual(answer.Payer, 'BucketOwner');
  });

  test('needs s3:GetBucketRequestPayment', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: configuration }),
    );
    await expectPermission(server, iam, 's3:GetBucketRequestPayment', s3Arn(Bucket), (client) =>
      client.send(new GetBucketRequestPaymentCommand({ Bucket })),
    );
  });
});
