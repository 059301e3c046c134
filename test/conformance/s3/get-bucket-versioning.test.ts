import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketVersioningCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = { Status: 'Enabled' as const };

describe('GetBucketVersioning', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    assert.deepEqual(answer.Status, configuration.Status);
  });

  test('tells the default of a bucket without one', async () => {
    const Bucket = await createBucket(s3);
    const answer = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    assert.deepEqual(answer.Status, undefined);
  });

  test('needs s3:GetBucketVersioning', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: configuration }),
    );
    await expectPermission(server, iam, 's3:GetBucketVersioning', s3Arn(Bucket), (client) =>
      client.send(new GetBucketVersioningCommand({ Bucket })),
    );
  });
});
