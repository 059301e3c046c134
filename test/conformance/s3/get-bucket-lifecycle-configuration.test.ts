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

describe('GetBucketLifecycleConfiguration', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: configuration }),
    );
    const answer = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.Rules, configuration.Rules);
  });

  test('refuses a bucket without one', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expectError(call, 'NoSuchLifecycleConfiguration', 404);
  });

  test('needs s3:GetLifecycleConfiguration', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: configuration }),
    );
    await expectPermission(server, iam, 's3:GetLifecycleConfiguration', s3Arn(Bucket), (client) =>
      client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    );
  });
});
