import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DeletePublicAccessBlockCommand, GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const get = (Bucket: string) => s3.send(new GetPublicAccessBlockCommand({ Bucket }));

describe('GetPublicAccessBlock', () => {
  test('answers that a new bucket blocks everything public', async () => {
    const { PublicAccessBlockConfiguration } = await get(await createBucket(s3));
    assert.deepEqual(Object.values(PublicAccessBlockConfiguration ?? {}), [true, true, true, true]);
  });

  test('refuses a bucket without one, and one that does not exist', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const code = 'NoSuchPublicAccessBlockConfiguration';
    await expectError(get(Bucket), code, 404, /configuration was not found/);
    await expectError(get('no-such-bucket-here'), 'NoSuchBucket', 404);
  });

  test('needs s3:GetBucketPublicAccessBlock on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const resource = s3Arn(Bucket);
    await expectPermission(server, iam, 's3:GetBucketPublicAccessBlock', resource, (client) =>
      client.send(new GetPublicAccessBlockCommand({ Bucket })),
    );
  });
});
