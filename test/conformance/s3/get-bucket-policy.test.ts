import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { createBucket, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { allow, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const get = (Bucket: string) => s3.send(new GetBucketPolicyCommand({ Bucket }));

describe('GetBucketPolicy', () => {
  test('returns the policy as it was put', async () => {
    const Bucket = await createBucket(s3);
    const statement = { ...allow('s3:GetObject', s3Arn(Bucket, '*')), Principal: '*' };
    await putBucketPolicy(s3, Bucket, statement);
    assert.equal((await get(Bucket)).Policy, policyText(statement));
  });

  test('refuses a bucket without one, and one that does not exist', async () => {
    const Bucket = await createBucket(s3);
    await expectError(get(Bucket), 'NoSuchBucketPolicy', 404, /bucket policy does not exist/);
    await expectError(get('no-such-bucket-here'), 'NoSuchBucket', 404);
  });

  test('needs s3:GetBucketPolicy on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const statement = { ...allow('s3:GetObject', s3Arn(Bucket, '*')), Principal: '*' };
    await putBucketPolicy(s3, Bucket, statement);
    await expectPermission(server, iam, 's3:GetBucketPolicy', s3Arn(Bucket), (client) =>
      client.send(new GetBucketPolicyCommand({ Bucket })),
    );
  });
});
