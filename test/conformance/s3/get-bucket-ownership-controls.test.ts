import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteBucketOwnershipControlsCommand,
  GetBucketOwnershipControlsCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const get = (Bucket: string) => s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));

describe('GetBucketOwnershipControls', () => {
  test('answers that a new bucket has no ACLs', async () => {
    const { OwnershipControls } = await get(await createBucket(s3));
    assert.deepEqual(OwnershipControls?.Rules, [{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  test('refuses a bucket without them, and one that does not exist', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await expectError(get(Bucket), 'OwnershipControlsNotFoundError', 404);
    await expectError(get('no-such-bucket-here'), 'NoSuchBucket', 404);
  });

  test('needs s3:GetBucketOwnershipControls on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const resource = s3Arn(Bucket);
    await expectPermission(server, iam, 's3:GetBucketOwnershipControls', resource, (client) =>
      client.send(new GetBucketOwnershipControlsCommand({ Bucket })),
    );
  });
});
