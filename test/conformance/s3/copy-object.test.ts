import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucket, createBucketWith, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const copy = (input: CopyObjectCommandInput, client = s3) =>
  client.send(new CopyObjectCommand(input));
const read = async (Bucket: string, Key: string) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};

describe('CopyObject', () => {
  test('copies bytes, headers and metadata, and answers with the ETag', async () => {
    const Bucket = await createBucket(s3);
    const Metadata = { colour: 'red' };
    const source = { Bucket, Key: 'a', Body: 'hello', ContentType: 'text/x-a', Metadata };
    const { ETag } = await s3.send(new PutObjectCommand(source));
    const answer = await copy({ Bucket, Key: 'b', CopySource: `${Bucket}/a` });
    assert.equal(answer.CopyObjectResult?.ETag, ETag);
    assert.ok(answer.CopyObjectResult?.LastModified !== undefined);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'b' }));
    assert.deepEqual([head.ContentType, head.Metadata], ['text/x-a', Metadata]);
    assert.equal(await read(Bucket, 'b'), 'hello');
  });

  test('takes new headers and metadata with the directive REPLACE', async () => {
    const Bucket = await createBucket(s3);
    const Metadata = { colour: 'red' };
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', Metadata }));
    const replaced = { ContentType: 'text/x-b', Metadata: { size: 'big' } };
    const CopySource = `${Bucket}/a`;
    await copy({ Bucket, Key: 'a', CopySource, MetadataDirective: 'REPLACE', ...replaced });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    assert.deepEqual([head.ContentType, head.Metadata], [replaced.ContentType, replaced.Metadata]);
    assert.equal(await read(Bucket, 'a'), 'hello');
  });

  test('copies tags, unless it is to replace them', async () => {
    const Bucket = await createBucket(s3);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Tagging: 'team=red' }));
    const CopySource = `${Bucket}/a`;
    await copy({ Bucket, Key: 'b', CopySource });
    await copy({ Bucket, Key: 'c', CopySource, TaggingDirective: 'REPLACE', Tagging: 'n=1' });
    const tags = async (Key: string) =>
      (await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
    assert.deepEqual(await tags('b'), [{ Key: 'team', Value: 'red' }]);
    assert.deepEqual(await tags('c'), [{ Key: 'n', Value: '1' }]);
  });

  test('reads odd keys from the percent-encoded source', async () => {
    const Key = 'a b+c/é?x=1&y';
    const Bucket = await createBucketWith(s3, [Key]);
    for (const CopySource of [
      `${Bucket}/${encodeURIComponent(Key)}`,
      `/${Bucket}/a%20b%2Bc/é?x=1&y`,
    ]) {
      await copy({
        Bucket,
        Key: 'b',
        CopySource: CopySource.replaceAll('é', '%C3%A9').replace('?x', '%3Fx'),
      });
      assert.equal(await read(Bucket, 'b'), Key);
    }
  });

  test('onto itself without a change is refused', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const call = copy({ Bucket, Key: 'a', CopySource: `${Bucket}/a` });
    await expectError(call, 'InvalidRequest', 400, /trying to copy an object to itself/);
  });

  test('holds the conditions on its source', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const source = { Bucket, Key: 'b', CopySource: `${Bucket}/a` };
    const failing = copy({ ...source, CopySourceIfMatch: '"other"' });
    await expectError(failing, 'PreconditionFailed', 412);
    const { ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    await expectError(copy({ ...source, CopySourceIfNoneMatch: ETag }), 'PreconditionFailed', 412);
    await copy({ ...source, CopySourceIfMatch: ETag });
    assert.equal(await read(Bucket, 'b'), 'a');
  });

  test('refuses a source that does not exist', async () => {
    const Bucket = await createBucket(s3);
    await expectError(copy({ Bucket, Key: 'b', CopySource: `${Bucket}/none` }), 'NoSuchKey', 404);
    const CopySource = 'no-such-bucket-here/a';
    await expectError(copy({ Bucket, Key: 'b', CopySource }), 'NoSuchBucket', 404);
  });

  for (const source of ['', '/', 'bucket', 'bucket/', '/bucket/%zz']) {
    test(`refuses the source "${source}" and stores nothing`, async () => {
      const Bucket = await createBucket(s3);
      const headers = { 'x-amz-copy-source': source };
      const request = { method: 'PUT', path: `/${Bucket}/b`, headers };
      const answer = await sendSigned(server, { ...request, credentials: server.root });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
      await expectError(s3.send(new GetObjectCommand({ Bucket, Key: 'b' })), 'NoSuchKey', 404);
    });
  }
});

describe('CopyObject needs rights on both sides', () => {
  test('s3:GetObject on the source and s3:PutObject on the destination', async () => {
    const from = await createBucketWith(s3, ['a']);
    const Bucket = await createBucket(s3);
    const reading = allow('s3:GetObject', s3Arn(from, '*'));
    const writing = allow('s3:PutObject', s3Arn(Bucket, '*'));
    const input = { Bucket, Key: 'b', CopySource: `${from}/a` };
    const as = async (...statements: readonly (typeof reading)[]) =>
      copy(input, s3Client(server, (await createUser(iam, ...statements)).credentials));
    await expectError(as(reading), 'AccessDenied', 403, /s3:PutObject/);
    await expectError(as(writing), 'AccessDenied', 403, /s3:GetObject/);
    await expectError(copy(input, anonymousS3Client(server)), 'AccessDenied', 403);
    await expectError(s3.send(new GetObjectCommand({ Bucket, Key: 'b' })), 'NoSuchKey', 404);
    await as(reading, writing);
    assert.equal(await read(Bucket, 'b'), 'a');
  });
});
