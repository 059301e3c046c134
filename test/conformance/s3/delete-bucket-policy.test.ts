import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DeleteBucketPolicyCommand, GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { createBucket, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { allow } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('DeleteBucketPolicy', () => {
  test('removes the policy and answers 204, a second time too', async () => {
    const Bucket = await createBucket(s3);
    const statement = { ...allow('s3:GetObject', s3Arn(Bucket, '*')), Principal: '*' };
    await putBucketPolicy(s3, Bucket, statement);
    for (const _ of [1, 2]) {
      const { $metadata } = await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
      assert.equal($metadata.httpStatusCode, 204);
    }
    const read = s3.send(new GetBucketPolicyCommand({ Bucket }));
    await expectError(read, 'NoSuchBucketPolicy', 404);
  });

  test('refuses a bucket that does not exist', async () => {
    const command = new DeleteBucketPolicyCommand({ Bucket: 'no-such-bucket-here' });
    await expectError(s3.send(command), 'NoSuchBucket', 404);
  });

  test('needs s3:DeleteBucketPolicy on the bucket', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:DeleteBucketPolicy', s3Arn(Bucket), (client) =>
      client.send(new DeleteBucketPolicyCommand({ Bucket })),
    );
  });
});
