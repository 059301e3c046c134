import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
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
  QueueConfigurations: [
    {
      Id: 'new',
      QueueArn: 'arn:aws:sqs:us-east-1:111122223333:queue',
      Events: ['s3:ObjectCreated:*' as const],
    },
  ],
};

describe('PutBucketNotificationConfiguration', () => {
  test('puts a configuration in place of the one before', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { QueueConfigurations: [] },
      }),
    );
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

  test('refuses an event that does not exist', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: [
            { QueueArn: 'arn:aws:sqs:us-east-1:111122223333:queue', Events: [] },
          ],
        },
      }),
    );
    await expectError(call, 'MalformedXML', 400);
  });

  test('refuses a bucket that does not exist', async () => {
    const Bucket = 'no-such-bucket-here';
    const call = s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: configuration,
        SkipDestinationValidation: true,
      }),
    );
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketNotification', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutBucketNotification', s3Arn(Bucket), (client) =>
      client.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          NotificationConfiguration: configuration,
          SkipDestinationValidation: true,
        }),
      ),
    );
  });
});
