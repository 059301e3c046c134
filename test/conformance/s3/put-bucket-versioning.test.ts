import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketVersioningCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = { Status: 'Enabled' as const };

describe('PutBucketVersioning', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    assert.deepEqual(answer.Status, configuration.Status);
  });

  test('refuses a configuration without a status', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: {} }));
    await expectError(call, 'IllegalVersioningConfigurationException', 400);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: configuration }),
    );
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketVersioning', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutBucketVersioning', s3Arn(Bucket), (client) =>
      client.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: configuration }),
      ),
    );
  });
});
