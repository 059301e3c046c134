import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { completeUpload, createUpload, uploadPart } from '../harness/uploads.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('CreateMultipartUpload', () => {
  test('answers bucket, key and an id that no other upload has', async () => {
    const Bucket = await createBucket(s3);
    const command = new CreateMultipartUploadCommand({ Bucket, Key: 'a' });
    const first = await s3.send(command);
    const second = await s3.send(command);
    assert.deepEqual([first.Bucket, first.Key], [Bucket, 'a']);
    assert.ok(first.UploadId !== undefined && first.UploadId !== second.UploadId);
  });

  test('makes nothing visible', async () => {
    const Bucket = await createBucket(s3);
    await createUpload(s3, Bucket, 'a');
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket }));
    assert.equal(KeyCount, 0);
  });

  test('keeps headers and metadata for the object', async () => {
    const Bucket = await createBucket(s3);
    const headers = { ContentType: 'text/x-a', Metadata: { colour: 'red' } };
    const upload = await createUpload(s3, Bucket, 'a', headers);
    await completeUpload(s3, upload, [await uploadPart(s3, upload, 1, 'hello')]);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    assert.deepEqual([head.ContentType, head.Metadata], [headers.ContentType, headers.Metadata]);
  });

  test('refuses a missing bucket, an ACL and an unknown checksum algorithm', async () => {
    await expectError(createUpload(s3, 'no-such-bucket-here', 'a'), 'NoSuchBucket', 404);
    const Bucket = await createBucket(s3);
    const withAcl = createUpload(s3, Bucket, 'a', { ACL: 'public-read' });
    await expectError(withAcl, 'AccessControlListNotSupported', 400);
  });

  test('needs s3:PutObject on the object', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:PutObject', s3Arn(Bucket, 'a'), (client) =>
      createUpload(client, Bucket, 'a'),
    );
  });
});
