import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client, virtualHostS3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('HeadBucket', () => {
  test('answers 200 with the region of the bucket and no body', async () => {
    const Bucket = await createBucket(s3);
    const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket }));
    assert.equal(BucketRegion, 'us-east-1');
    const credentials = server.root;
    const raw = await sendSigned(server, { method: 'HEAD', path: `/${Bucket}`, credentials });
    assert.deepEqual([raw.status, raw.text], [200, '']);
  });

  test('answers by virtual host as well', async () => {
    const Bucket = await createBucket(s3);
    const { BucketRegion } = await virtualHostS3Client(server).send(
      new HeadBucketCommand({ Bucket }),
    );
    assert.equal(BucketRegion, 'us-east-1');
  });

  test('answers 404 without a body where there is no bucket', async () => {
    const path = '/no-such-bucket-here';
    const raw = await sendSigned(server, { method: 'HEAD', path, credentials: server.root });
    assert.deepEqual([raw.status, raw.text], [404, '']);
  });

  test('needs s3:ListBucket on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const reader = await createUser(iam, allow('s3:ListBucket', s3Arn(Bucket)));
    const nobody = await createUser(iam, allow('s3:GetObject', s3Arn(Bucket, '*')));
    await s3Client(server, reader.credentials).send(new HeadBucketCommand({ Bucket }));
    const denied = s3Client(server, nobody.credentials).send(new HeadBucketCommand({ Bucket }));
    await expectError(denied, undefined, 403);
  });

  test('refuses an anonymous caller with 403', async () => {
    const Bucket = await createBucket(s3);
    const call = anonymousS3Client(server).send(new HeadBucketCommand({ Bucket }));
    await expectError(call, undefined, 403);
  });

  test('answers 400 to a name that no bucket can have', async () => {
    const path = '/ab';
    const raw = await sendSigned(server, { method: 'HEAD', path, credentials: server.root });
    assert.deepEqual([raw.status, raw.text], [400, '']);
  });
});
