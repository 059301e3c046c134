import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { createBucket, createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { completeUpload, createUpload } from '../harness/uploads.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const from = await createBucketWith(s3, ['source'], '0123456789');
const CopySource = `${from}/source`;
const begin = async () => createUpload(s3, await createBucket(s3), 'a');

describe('UploadPartCopy', () => {
  test('makes a part of a whole object, or of a range of it', async () => {
    for (const [range, expected] of [
      [undefined, '0123456789'],
      ['bytes=2-4', '234'],
    ] as const) {
      const upload = await begin();
      const part = { ...upload, PartNumber: 1, CopySource, CopySourceRange: range };
      const { CopyPartResult } = await s3.send(new UploadPartCopyCommand(part));
      await completeUpload(s3, upload, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: upload.Bucket, Key: 'a' }));
      assert.equal(await Body?.transformToString(), expected);
    }
  });

  test('refuses ranges that are none or reach beyond the source', async () => {
    const upload = await begin();
    for (const CopySourceRange of ['bytes=5-', 'bytes=-3', '2-4', 'bytes=4-2']) {
      const part = { ...upload, PartNumber: 1, CopySource, CopySourceRange };
      await expectError(s3.send(new UploadPartCopyCommand(part)), 'InvalidArgument', 400);
    }
    const beyond = { ...upload, PartNumber: 1, CopySource, CopySourceRange: 'bytes=0-10' };
    await expectError(s3.send(new UploadPartCopyCommand(beyond)), 'InvalidRange', 416);
  });

  test('refuses a source and an upload that do not exist', async () => {
    const part = { ...(await begin()), PartNumber: 1, CopySource };
    const noKey = new UploadPartCopyCommand({ ...part, CopySource: `${from}/none` });
    await expectError(s3.send(noKey), 'NoSuchKey', 404);
    const noUpload = new UploadPartCopyCommand({ ...part, UploadId: 'unknown' });
    await expectError(s3.send(noUpload), 'NoSuchUpload', 404);
  });

  test('needs s3:GetObject on the source and s3:PutObject on the destination', async () => {
    const upload = await begin();
    const reading = allow('s3:GetObject', s3Arn(from, '*'));
    const writing = allow('s3:PutObject', s3Arn(upload.Bucket, '*'));
    const as = async (...statements: readonly (typeof reading)[]) => {
      const user = await createUser(iam, ...statements);
      const part = { ...upload, PartNumber: 1, CopySource };
      return s3Client(server, user.credentials).send(new UploadPartCopyCommand(part));
    };
    await expectError(as(reading), 'AccessDenied', 403, /s3:PutObject/);
    await expectError(as(writing), 'AccessDenied', 403, /s3:GetObject/);
    assert.ok((await as(reading, writing)).CopyPartResult?.ETag !== undefined);
  });
});
