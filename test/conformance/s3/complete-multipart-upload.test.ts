import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';
import { completeUpload, createUpload, minPartBytes, uploadPart } from '../harness/uploads.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const begin = async () => createUpload(s3, await createBucket(s3), 'a');
const md5 = (data: Uint8Array) => createHash('md5').update(data).digest();

describe('CompleteMultipartUpload', () => {
  test('joins the parts that it names, in order, and leaves the others', async () => {
    const upload = await begin();
    const bodies = [randomBytes(minPartBytes), randomBytes(minPartBytes), Buffer.from('end')];
    const parts = [];
    for (const [index, body] of bodies.entries()) {
      parts.push(await uploadPart(s3, upload, index * 2 + 1, body));
    }
    await uploadPart(s3, upload, 9, 'left out');
    const answer = await completeUpload(s3, upload, parts);
    const digest = md5(Buffer.concat(bodies.map(md5))).toString('hex');
    assert.equal(answer.ETag, `"${digest}-3"`);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: upload.Bucket, Key: 'a' }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    assert.ok(bytes.equals(Buffer.concat(bodies)));
  });

  test('lets each part be read by its number', async () => {
    const upload = await begin();
    const first = await uploadPart(s3, upload, 1, randomBytes(minPartBytes));
    await completeUpload(s3, upload, [first, await uploadPart(s3, upload, 2, 'second')]);
    const command = new GetObjectCommand({ Bucket: upload.Bucket, Key: 'a', PartNumber: 2 });
    const answer = await s3.send(command);
    assert.equal(await answer.Body?.transformToString(), 'second');
    assert.deepEqual([answer.PartsCount, answer.$metadata.httpStatusCode], [2, 206]);
  });

  test('twice answers twice the same', async () => {
    const upload = await begin();
    const parts = [await uploadPart(s3, upload, 1, 'hello')];
    const first = await completeUpload(s3, upload, parts);
    const second = await completeUpload(s3, upload, parts);
    assert.equal(second.ETag, first.ETag);
  });

  test('refuses parts that are missing, changed, in disorder or too small', async () => {
    const upload = await begin();
    const one = await uploadPart(s3, upload, 1, 'small');
    const two = await uploadPart(s3, upload, 2, 'also small');
    const refused = [
      [[{ ...one, PartNumber: 7 }], 'InvalidPart'],
      [[{ ...one, ETag: two.ETag }], 'InvalidPart'],
      [[two, one], 'InvalidPartOrder'],
      [[one, two], 'EntityTooSmall'],
    ] as const;
    for (const [parts, code] of refused) {
      await expectError(completeUpload(s3, upload, [...parts]), code, 400);
    }
    const head = new HeadObjectCommand({ Bucket: upload.Bucket, Key: 'a' });
    await expectError(s3.send(head), undefined, 404);
  });

  for (const body of [
    '',
    '<Complete',
    '<CompleteMultipartUpload/>',
    '<!DOCTYPE a><CompleteMultipartUpload/>',
  ]) {
    test(`refuses the body "${body}"`, async () => {
      const { Bucket, Key, UploadId } = await begin();
      const query = `uploadId=${encodeURIComponent(UploadId)}`;
      const request = { method: 'POST', path: `/${Bucket}/${Key}`, query, body };
      const answer = await sendSigned(server, { ...request, credentials: server.root });
      const code = errorCode(answer);
      assert.equal(answer.status, 400, answer.text);
      assert.ok(code === 'MalformedXML' || (body === '' && code === 'InvalidRequest'));
    });
  }

  test('refuses an upload that does not exist', async () => {
    const upload = await begin();
    const parts = [await uploadPart(s3, upload, 1, 'x')];
    const call = completeUpload(s3, { ...upload, UploadId: 'unknown' }, parts);
    await expectError(call, 'NoSuchUpload', 404);
  });

  test('holds If-None-Match', async () => {
    const upload = await begin();
    const parts = [await uploadPart(s3, upload, 1, 'x')];
    await completeUpload(s3, await createAndUpload(upload.Bucket), parts);
    const command = { ...upload, MultipartUpload: { Parts: parts }, IfNoneMatch: '*' };
    const call = s3.send(new CompleteMultipartUploadCommand(command));
    await expectError(call, 'PreconditionFailed', 412);
  });

  test('needs s3:PutObject on the object', async () => {
    const upload = await begin();
    const parts = [await uploadPart(s3, upload, 1, 'x')];
    const resource = s3Arn(upload.Bucket, 'a');
    await expectPermission(server, iam, 's3:PutObject', resource, (client) =>
      completeUpload(client, upload, parts),
    );
  });
});

/** Another upload of the same key, with the same one part. */
async function createAndUpload(bucket: string) {
  const upload = await createUpload(s3, bucket, 'a');
  await uploadPart(s3, upload, 1, 'x');
  return upload;
}
