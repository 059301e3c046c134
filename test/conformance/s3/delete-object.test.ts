import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { createBucket, createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('DeleteObject', () => {
  test('removes the object and answers 204', async () => {
    const Bucket = await createBucketWith(s3, ['a', 'b']);
    const { $metadata } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    assert.equal($metadata.httpStatusCode, 204);
    await expectError(s3.send(new GetObjectCommand({ Bucket, Key: 'a' })), 'NoSuchKey', 404);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    assert.deepEqual(
      Contents?.map(({ Key }) => Key),
      ['b'],
    );
  });

  test('of a key that does not exist succeeds as well', async () => {
    const Bucket = await createBucket(s3);
    const { $metadata } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'none' }));
    assert.equal($metadata.httpStatusCode, 204);
  });

  test('deletes the object that it names by ETag, size and date, and no other', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const name = { Bucket, Key: 'a' };
    const { ETag, LastModified } = await s3.send(new HeadObjectCommand(name));
    for (const condition of [
      { IfMatch: '"0123456789abcdef0123456789abcdef"' },
      { IfMatchSize: 2 },
      { IfMatchLastModifiedTime: new Date(0) },
      { IfMatch: ETag, IfMatchSize: 2 },
    ]) {
      const call = s3.send(new DeleteObjectCommand({ ...name, ...condition }));
      await expectError(call, 'PreconditionFailed', 412);
    }
    const all = { IfMatch: ETag, IfMatchSize: 1, IfMatchLastModifiedTime: LastModified };
    await s3.send(new DeleteObjectCommand({ ...name, ...all }));
    // What is not there has no ETag, but nothing of another size or date needs keeping.
    await expectError(
      s3.send(new DeleteObjectCommand({ ...name, IfMatch: '*' })),
      'PreconditionFailed',
      412,
    );
    await s3.send(new DeleteObjectCommand({ ...name, IfMatchSize: 2 }));
    await s3.send(new DeleteObjectCommand({ ...name, IfMatchLastModifiedTime: new Date(0) }));
  });

  test('takes one key and not what begins like it', async () => {
    const Bucket = await createBucketWith(s3, ['a', 'a/', 'a/b']);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a/' }));
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    assert.deepEqual(
      Contents?.map(({ Key }) => Key),
      ['a', 'a/b'],
    );
  });

  test('refuses a bucket that does not exist and a version id that is none', async () => {
    const missing = new DeleteObjectCommand({ Bucket: 'no-such-bucket-here', Key: 'a' });
    await expectError(s3.send(missing), 'NoSuchBucket', 404);
    const Bucket = await createBucketWith(s3, ['a']);
    const request = { method: 'DELETE', path: `/${Bucket}/a`, query: 'versionId=' };
    const answer = await sendSigned(server, { ...request, credentials: server.root });
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
    await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  });

  test('needs s3:DeleteObject on the object', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    await expectPermission(server, iam, 's3:DeleteObject', s3Arn(Bucket, 'a'), (client) =>
      client.send(new DeleteObjectCommand({ Bucket, Key: 'a' })),
    );
  });
});
