import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketPolicyStatusCommand } from '@aws-sdk/client-s3';
import { createBucket, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const isPublic = async (Bucket: string) =>
  (await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic;

describe('GetBucketPolicyStatus', () => {
  test('calls a policy for everyone public', async () => {
    const Bucket = await createBucket(s3);
    const statement = allow('s3:GetObject', s3Arn(Bucket, '*'));
    await putBucketPolicy(s3, Bucket, { ...statement, Principal: '*' });
    assert.equal(await isPublic(Bucket), true);
  });

  test('calls a policy for one user, or for one network, not public', async () => {
    const Bucket = await createBucket(s3);
    const user = await createUser(iam);
    const statement = allow('s3:GetObject', s3Arn(Bucket, '*'));
    await putBucketPolicy(s3, Bucket, { ...statement, Principal: { AWS: user.arn } });
    assert.equal(await isPublic(Bucket), false);
    const Condition = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    await putBucketPolicy(s3, Bucket, { ...statement, Principal: '*', Condition });
    assert.equal(await isPublic(Bucket), false);
  });

  test('refuses a bucket without a policy', async () => {
    await expectError(isPublic(await createBucket(s3)), 'NoSuchBucketPolicy', 404);
  });

  test('needs s3:GetBucketPolicyStatus on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const statement = allow('s3:GetObject', s3Arn(Bucket, '*'));
    await putBucketPolicy(s3, Bucket, { ...statement, Principal: '*' });
    const resource = s3Arn(Bucket);
    await expectPermission(server, iam, 's3:GetBucketPolicyStatus', resource, (client) =>
      client.send(new GetBucketPolicyStatusCommand({ Bucket })),
    );
  });
});
