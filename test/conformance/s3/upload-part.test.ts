import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { ListPartsCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';
import { createUpload, uploadPart } from '../harness/uploads.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const begin = async () => createUpload(s3, await createBucket(s3), 'a');

describe('UploadPart', () => {
  test('answers with the MD5 of the part as ETag', async () => {
    const { ETag } = await uploadPart(s3, await begin(), 1, 'hello');
    assert.equal(ETag, `"${createHash('md5').update('hello').digest('hex')}"`);
  });

  test('of the same number takes the place of the one before', async () => {
    const upload = await begin();
    await uploadPart(s3, upload, 1, 'first');
    const { ETag } = await uploadPart(s3, upload, 1, 'second one');
    const { Parts } = await s3.send(new ListPartsCommand(upload));
    assert.deepEqual(
      Parts?.map((part) => [part.ETag, part.Size]),
      [[ETag, 10]],
    );
  });

  for (const number of ['0', '10001', '-1', 'x', '']) {
    test(`refuses the part number "${number}"`, async () => {
      const { Bucket, Key, UploadId } = await begin();
      const query = `partNumber=${number}&uploadId=${encodeURIComponent(UploadId)}`;
      const request = { method: 'PUT', path: `/${Bucket}/${Key}`, query, body: 'x' };
      const answer = await sendSigned(server, { ...request, credentials: server.root });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
    });
  }

  test('refuses an upload that does not exist, or is of another key', async () => {
    const upload = await begin();
    const unknown = uploadPart(s3, { ...upload, UploadId: 'unknown' }, 1, 'x');
    await expectError(unknown, 'NoSuchUpload', 404, /specified upload does not exist/);
    await expectError(uploadPart(s3, { ...upload, Key: 'b' }, 1, 'x'), 'NoSuchUpload', 404);
  });

  test('refuses a wrong Content-MD5 and keeps no part', async () => {
    const upload = await begin();
    const ContentMD5 = createHash('md5').update('other').digest('base64');
    const command = new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x', ContentMD5 });
    await expectError(s3.send(command), 'BadDigest', 400);
    const { Parts } = await s3.send(new ListPartsCommand(upload));
    assert.deepEqual(Parts ?? [], []);
  });

  test('needs s3:PutObject on the object', async () => {
    const upload = await begin();
    const resource = s3Arn(upload.Bucket, 'a');
    await expectPermission(server, iam, 's3:PutObject', resource, (client) =>
      uploadPart(client, upload, 1, 'x'),
    );
  });
});
