import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { completeUpload, createUpload, uploadPart } from '../harness/uploads.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('ListMultipartUploads', () => {
  test('lists uploads by key while they go on', async () => {
    const Bucket = await createBucket(s3);
    const uploads = [await createUpload(s3, Bucket, 'b'), await createUpload(s3, Bucket, 'a')];
    const done = await createUpload(s3, Bucket, 'c');
    await completeUpload(s3, done, [await uploadPart(s3, done, 1, 'x')]);
    const answer = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    const seen = answer.Uploads?.map(({ Key, UploadId }) => [Key, UploadId]);
    assert.deepEqual(
      seen,
      uploads.reverse().map(({ Key, UploadId }) => [Key, UploadId]),
    );
    assert.equal(answer.IsTruncated, false);
  });

  test('folds keys at a delimiter and gives pages', async () => {
    const Bucket = await createBucket(s3);
    for (const key of ['a', 'b/1', 'b/2', 'c']) await createUpload(s3, Bucket, key);
    const folded = await s3.send(new ListMultipartUploadsCommand({ Bucket, Delimiter: '/' }));
    assert.deepEqual(
      folded.Uploads?.map(({ Key }) => Key),
      ['a', 'c'],
    );
    assert.deepEqual(
      folded.CommonPrefixes?.map(({ Prefix }) => Prefix),
      ['b/'],
    );
    const page = await s3.send(new ListMultipartUploadsCommand({ Bucket, MaxUploads: 3 }));
    assert.deepEqual([page.IsTruncated, page.NextKeyMarker], [true, 'b/2']);
    const markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    const rest = await s3.send(new ListMultipartUploadsCommand({ Bucket, ...markers }));
    assert.deepEqual(
      rest.Uploads?.map(({ Key }) => Key),
      ['c'],
    );
  });

  test('refuses a bucket that does not exist', async () => {
    const command = new ListMultipartUploadsCommand({ Bucket: 'no-such-bucket-here' });
    await expectError(s3.send(command), 'NoSuchBucket', 404);
  });

  test('needs s3:ListBucketMultipartUploads on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const resource = s3Arn(Bucket);
    await expectPermission(server, iam, 's3:ListBucketMultipartUploads', resource, (client) =>
      client.send(new ListMultipartUploadsCommand({ Bucket })),
    );
  });
});
