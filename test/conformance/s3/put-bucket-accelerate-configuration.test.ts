import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketAccelerateConfigurationCommand,
  PutBucketAccelerateConfigurationCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = { Status: 'Enabled' as const };

describe('PutBucketAccelerateConfiguration', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketAccelerateConfigurationCommand({
        Bucket,
        AccelerateConfiguration: { Status: 'Suspended' },
      }),
    );
    await s3.send(
      new PutBucketAccelerateConfigurationCommand({
        Bucket,
        AccelerateConfiguration: configuration,
      }),
    );
    const answer = await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.Status, configuration.Status);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(
      new PutBucketAccelerateConfigurationCommand({
        Bucket,
        AccelerateConfiguration: configuration,
      }),
    );
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutAccelerateConfiguration', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutAccelerateConfiguration', s3Arn(Bucket), (client) =>
      client.send(
        new PutBucketAccelerateConfigurationCommand({
          Bucket,
          AccelerateConfiguration: configuration,
        }),
      ),
    );
  });
});
