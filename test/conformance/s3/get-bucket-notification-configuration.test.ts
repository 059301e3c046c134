import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const configuration = {
  QueueConfigurations: [
    {
      Id: 'new',
      QueueArn: 'arn:aws:sqs:us-east-1:111122223333:queue',
      Events: ['s3:ObjectCreated:*' as const],
    },
  ],
};

describe('GetBucketNotificationConfiguration', () => {
  test('returns what was put', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: configuration,
        SkipDestinationValidation: true,
      }),
    );
    const answer = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.QueueConfigurations, configuration.QueueConfigurations);
  });

  test('tells the default of a bucket without one', async () => {
    const Bucket = await createBucket(s3);
    const answer = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    assert.deepEqual(answer.QueueConfigurations, undefined);
  });

  test('needs s3:GetBucketNotification', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: configuration,
        SkipDestinationValidation: true,
      }),
    );
    await expectPermission(server, iam, 's3:GetBucketNotification', s3Arn(Bucket), (client) =>
      client.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
    );
  });
});
