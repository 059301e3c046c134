import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListPartsCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createUpload, uploadPart } from '../harness/uploads.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const begin = async () => createUpload(s3, await createBucket(s3), 'a');

describe('ListParts', () => {
  test('lists the parts by number with size and ETag', async () => {
    const upload = await begin();
    const second = await uploadPart(s3, upload, 2, 'second');
    const first = await uploadPart(s3, upload, 1, 'first');
    const answer = await s3.send(new ListPartsCommand(upload));
    assert.deepEqual(
      answer.Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag]),
      [
        [1, 5, first.ETag],
        [2, 6, second.ETag],
      ],
    );
    assert.deepEqual(
      [answer.Bucket, answer.Key, answer.UploadId, answer.IsTruncated, answer.StorageClass],
      [upload.Bucket, 'a', upload.UploadId, false, 'STANDARD'],
    );
  });

  test('gives pages', async () => {
    const upload = await begin();
    for (const number of [1, 2, 3]) await uploadPart(s3, upload, number, 'x');
    const page = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
    assert.deepEqual([page.IsTruncated, page.NextPartNumberMarker], [true, '2']);
    const PartNumberMarker = page.NextPartNumberMarker;
    const rest = await s3.send(new ListPartsCommand({ ...upload, PartNumberMarker }));
    assert.deepEqual(
      rest.Parts?.map(({ PartNumber }) => PartNumber),
      [3],
    );
  });

  test('refuses an upload that does not exist', async () => {
    const call = s3.send(new ListPartsCommand({ ...(await begin()), UploadId: 'unknown' }));
    await expectError(call, 'NoSuchUpload', 404);
  });

  test('needs s3:ListMultipartUploadParts on the object', async () => {
    const upload = await begin();
    const resource = s3Arn(upload.Bucket, 'a');
    await expectPermission(server, iam, 's3:ListMultipartUploadParts', resource, (client) =>
      client.send(new ListPartsCommand(upload)),
    );
  });
});
