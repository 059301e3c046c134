import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
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
      ID: 'old',
      Status: 'Enabled' as const,
      Filter: { Prefix: 'logs/' },
      Expiration: { Days: 30 },
    },
  ],
};

describe('PutBucketLifecycleConfiguration', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [{ ID: 'other', Status: 'Disabled', Filter: {}, Expiration: { Days: 1 } }],
        },
      }),
    );
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.Rules, configuration.Rules);
  });

  test('refuses a rule that does nothing', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules: [{ ID: 'a', Status: 'Enabled', Filter: {} }] },
      }),
    );
    await expectError(call, 'InvalidRequest', 400);
  });

  test('refuses a date that is not midnight', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [
            {
              ID: 'a',
              Status: 'Enabled',
              Filter: {},
              Expiration: { Date: new Date('2030-01-01T01:00:00Z') },
            },
          ],
        },
      }),
    );
    await expectError(call, 'InvalidArgument', 400);
  });

  test('refuses no days at all', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [{ ID: 'a', Status: 'Enabled', Filter: {}, Expiration: { Days: 0 } }],
        },
      }),
    );
    await expectError(call, 'InvalidArgument', 400);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: configuration }),
    );
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutLifecycleConfiguration', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutLifecycleConfiguration', s3Arn(Bucket), (client) =>
      client.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: configuration,
        }),
      ),
    );
  });
});
