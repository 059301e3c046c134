import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListObjectsCommand, type ListObjectsCommandInput } from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const keys = ['a', 'b/1', 'b/2', 'c'];
const Bucket = await createBucketWith(s3, keys);
const list = (input: Partial<ListObjectsCommandInput> = {}) =>
  s3.send(new ListObjectsCommand({ Bucket, ...input }));

describe('ListObjects', () => {
  test('lists every key with its owner', async () => {
    const { Contents, IsTruncated } = await list();
    assert.deepEqual(
      Contents?.map(({ Key }) => Key),
      keys,
    );
    assert.equal(IsTruncated, false);
    assert.match(Contents?.[0]?.Owner?.ID ?? '', /^[0-9a-f]{64}$/);
  });

  test('goes on after a marker', async () => {
    const page = await list({ MaxKeys: 2 });
    assert.deepEqual([page.IsTruncated, page.Contents?.length], [true, 2]);
    const rest = await list({ Marker: page.Contents?.at(-1)?.Key });
    assert.deepEqual(
      rest.Contents?.map(({ Key }) => Key),
      ['b/2', 'c'],
    );
    assert.equal(rest.Marker, 'b/1');
  });

  test('names the next marker with a delimiter only', async () => {
    const page = await list({ Delimiter: '/', MaxKeys: 2 });
    assert.deepEqual(
      page.CommonPrefixes?.map(({ Prefix }) => Prefix),
      ['b/'],
    );
    assert.equal(page.NextMarker, 'b/');
    const rest = await list({ Delimiter: '/', Marker: page.NextMarker });
    assert.deepEqual(
      rest.Contents?.map(({ Key }) => Key),
      ['c'],
    );
    assert.equal((await list({ MaxKeys: 2 })).NextMarker, undefined);
  });

  test('refuses numbers that are none, and a bucket that does not exist', async () => {
    const request = { path: `/${Bucket}`, query: 'max-keys=x', credentials: server.root };
    const answer = await sendSigned(server, request);
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
    await expectError(list({ Bucket: 'no-such-bucket-here' }), 'NoSuchBucket', 404);
  });

  test('refuses a type of listing that there is not', async () => {
    const path = `/${await createBucketWith(s3, [])}`;
    const { root: credentials } = server;
    const answer = await sendSigned(server, { path, query: 'list-type=3', credentials });
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
  });

  test('needs s3:ListBucket on the bucket', async () => {
    await expectPermission(server, iam, 's3:ListBucket', s3Arn(Bucket), (client) =>
      client.send(new ListObjectsCommand({ Bucket })),
    );
  });
});
