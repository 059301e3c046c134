import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
} from '@aws-sdk/client-s3';
import { createBucket, createBucketWith, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser, deny } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const remove = (Bucket: string) => s3.send(new DeleteBucketCommand({ Bucket }));

describe('DeleteBucket', () => {
  test('removes an empty bucket and answers 204', async () => {
    const Bucket = await createBucket(s3);
    const { $metadata } = await remove(Bucket);
    assert.equal($metadata.httpStatusCode, 204);
    await expectError(s3.send(new HeadBucketCommand({ Bucket })), undefined, 404);
  });

  test('frees the name, and its policy does not come back with it', async () => {
    const Bucket = await createBucket(s3);
    const statement = { ...deny('s3:PutObject', s3Arn(Bucket, '*')), Principal: '*' };
    await putBucketPolicy(s3, Bucket, statement);
    await remove(Bucket);
    await s3.send(new CreateBucketCommand({ Bucket }));
    const answer = await sendSigned(server, {
      path: `/${Bucket}`,
      query: 'policy',
      credentials: server.root,
    });
    assert.deepEqual([answer.status, errorCode(answer)], [404, 'NoSuchBucketPolicy']);
  });

  test('refuses a bucket that holds something, until it does not', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    await expectError(remove(Bucket), 'BucketNotEmpty', 409, /you tried to delete is not empty/);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    assert.equal((await remove(Bucket)).$metadata.httpStatusCode, 204);
  });

  test('refuses a bucket that does not exist', async () => {
    await expectError(remove('no-such-bucket-here'), 'NoSuchBucket', 404);
  });

  test('refuses a user without s3:DeleteBucket, in words', async () => {
    const Bucket = await createBucket(s3);
    const user = await createUser(iam, allow(['s3:ListBucket', 's3:DeleteObject'], '*'));
    const client = s3Client(server, user.credentials);
    const words = notAuthorized(user.arn, 's3:DeleteBucket', s3Arn(Bucket));
    const call = client.send(new DeleteBucketCommand({ Bucket }));
    await expectError(call, 'AccessDenied', 403, words);
    await s3.send(new HeadBucketCommand({ Bucket }));
  });

  test('an explicit Deny wins over an Allow', async () => {
    const Bucket = await createBucket(s3);
    const user = await createUser(iam, allow('s3:*', '*'), deny('s3:DeleteBucket', s3Arn(Bucket)));
    const client = s3Client(server, user.credentials);
    const call = client.send(new DeleteBucketCommand({ Bucket }));
    await expectError(call, 'AccessDenied', 403, /explicit deny in an identity-based policy/);
  });

  test('refuses an anonymous caller', async () => {
    const Bucket = await createBucket(s3);
    const call = anonymousS3Client(server).send(new DeleteBucketCommand({ Bucket }));
    await expectError(call, 'AccessDenied', 403, /^Access Denied$/);
  });
});
