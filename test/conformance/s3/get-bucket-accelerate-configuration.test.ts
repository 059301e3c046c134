import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketAccelerateConfigurationCommand,
  PutBucketAccelerateConfigurationCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = { Status: 'Enabled' as const };

describe('GetBucketAccelerateConfiguration', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketAccelerateConfigurationCommand({
        Bucket,
        AccelerateConfiguration: configuration,
      }),
    );
    const answer = await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.Status, configuration.Status);
  });

  test('tells the default of a bucket without one', async () => {
    const Bucket = await createBucket(s3);
    const answer = await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.Status, undefined);
  });

  test('needs s3:GetAccelerateConfiguration', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketAccelerateConfigurationCommand({
        Bucket,
        AccelerateConfiguration: configuration,
      }),
    );
    await expectPermission(server, iam, 's3:GetAccelerateConfiguration', s3Arn(Bucket), (client) =>
      client.send(new GetBucketAccelerateConfigurationCommand({ Bucket })),
    );
  });
});
