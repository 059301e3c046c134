import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HeadObjectCommand, type HeadObjectCommandInput } from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const credentials = server.root;
const content = '0123456789';
const Bucket = await createBucketWith(s3, ['a'], content);
const head = (input: Partial<HeadObjectCommandInput> = {}) =>
  s3.send(new HeadObjectCommand({ Bucket, Key: 'a', ...input }));

describe('HeadObject', () => {
  test('answers what GetObject would, without the body', async () => {
    const answer = await sendSigned(server, { method: 'HEAD', path: `/${Bucket}/a`, credentials });
    const body = await sendSigned(server, { path: `/${Bucket}/a`, credentials });
    assert.equal(answer.text, '');
    for (const name of ['content-length', 'etag', 'last-modified', 'content-type']) {
      assert.equal(answer.headers[name], body.headers[name], name);
    }
  });

  test('answers a range with 206 and its length', async () => {
    const answer = await head({ Range: 'bytes=2-4' });
    assert.deepEqual([answer.$metadata.httpStatusCode, answer.ContentLength], [206, 3]);
  });

  test('answers an object of one part as part 1, and no other part', async () => {
    assert.equal((await head({ PartNumber: 1 })).ContentLength, content.length);
    await expectError(head({ PartNumber: 2 }), undefined, 416);
  });

  test('holds conditions with 304 and 412', async () => {
    const { ETag } = await head();
    await expectError(head({ IfNoneMatch: ETag }), undefined, 304);
    await expectError(head({ IfMatch: '"other"' }), undefined, 412);
  });

  test('answers 404 without a body for a missing key and a missing bucket', async () => {
    await expectError(head({ Key: 'none' }), undefined, 404);
    await expectError(head({ Bucket: 'no-such-bucket-here' }), undefined, 404);
  });

  test('answers 403 to whom s3:GetObject is not allowed', async () => {
    const user = await createUser(iam, allow('s3:ListBucket', s3Arn(Bucket)));
    const denied = s3Client(server, user.credentials).send(
      new HeadObjectCommand({ Bucket, Key: 'a' }),
    );
    await expectError(denied, undefined, 403);
    const anonymous = anonymousS3Client(server).send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    await expectError(anonymous, undefined, 403);
  });

  test('answers 403 for a missing key to whom s3:ListBucket is not allowed', async () => {
    const user = await createUser(iam, allow('s3:GetObject', s3Arn(Bucket, '*')));
    const client = s3Client(server, user.credentials);
    await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    const missing = client.send(new HeadObjectCommand({ Bucket, Key: 'none' }));
    await expectError(missing, undefined, 403);
  });
});
