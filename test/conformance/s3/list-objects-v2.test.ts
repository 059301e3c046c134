import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListObjectsV2Command, type ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { createBucket, createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'é', 'z z+'];
const Bucket = await createBucketWith(s3, keys);
const list = (input: Partial<ListObjectsV2CommandInput> = {}) =>
  s3.send(new ListObjectsV2Command({ Bucket, ...input }));
const namesOf = (answer: Awaited<ReturnType<typeof list>>) => ({
  keys: answer.Contents?.map(({ Key }) => Key) ?? [],
  prefixes: answer.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
});

describe('ListObjectsV2', () => {
  test('lists every key in the order of its bytes', async () => {
    const answer = await list();
    const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    assert.deepEqual(namesOf(answer).keys, sorted);
    assert.deepEqual(
      [answer.KeyCount, answer.IsTruncated, answer.MaxKeys, answer.Name],
      [keys.length, false, 1000, Bucket],
    );
    const first = answer.Contents?.[0];
    assert.deepEqual([first?.Size, first?.StorageClass], [1, 'STANDARD']);
    assert.match(first?.ETag ?? '', /^"[0-9a-f]{32}"$/);
    assert.equal(first?.Owner, undefined);
  });

  test('lists below a prefix', async () => {
    assert.deepEqual(namesOf(await list({ Prefix: 'b/' })).keys, ['b/1', 'b/2', 'b/c/3']);
    assert.deepEqual(namesOf(await list({ Prefix: 'none' })).keys, []);
  });

  test('folds what lies behind a delimiter into common prefixes', async () => {
    const top = namesOf(await list({ Delimiter: '/' }));
    assert.deepEqual(top, { keys: ['a', 'd', 'z z+', 'é'], prefixes: ['b/'] });
    const below = namesOf(await list({ Delimiter: '/', Prefix: 'b/' }));
    assert.deepEqual(below, { keys: ['b/1', 'b/2'], prefixes: ['b/c/'] });
  });

  test('gives pages of keys and prefixes that join to the whole', async () => {
    for (const MaxKeys of [1, 2, 3]) {
      const seen: (string | undefined)[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await list({ MaxKeys, Delimiter: '/', ContinuationToken });
        const { keys: pageKeys, prefixes } = namesOf(page);
        assert.ok(pageKeys.length + prefixes.length <= MaxKeys);
        seen.push(...pageKeys, ...prefixes);
        assert.equal(page.IsTruncated, page.NextContinuationToken !== undefined);
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      assert.deepEqual([...seen].sort(), ['a', 'b/', 'd', 'z z+', 'é'].sort());
    }
  });

  test('begins after a key', async () => {
    const answer = await list({ StartAfter: 'b/2' });
    assert.deepEqual(namesOf(answer).keys, ['b/c/3', 'd', 'z z+', 'é']);
    assert.equal(answer.StartAfter, 'b/2');
  });

  test('of no keys is no error', async () => {
    const empty = await list({ Bucket: await createBucket(s3) });
    assert.deepEqual([empty.KeyCount, empty.Contents], [0, undefined]);
    const none = await list({ MaxKeys: 0 });
    assert.deepEqual([none.KeyCount, none.IsTruncated], [0, false]);
  });

  test('encodes keys as in a URL when it is asked to', async () => {
    const answer = await list({ EncodingType: 'url', Prefix: 'z' });
    assert.equal(answer.EncodingType, 'url');
    assert.equal(namesOf(answer).keys[0], 'z%20z%2B');
  });

  test('names the owner when it is asked to', async () => {
    const { Contents } = await list({ FetchOwner: true });
    assert.match(Contents?.[0]?.Owner?.ID ?? '', /^[0-9a-f]{64}$/);
  });

  for (const query of [
    'max-keys=-1',
    'max-keys=many',
    'encoding-type=base64',
    'continuation-token=x',
  ]) {
    test(`refuses ${query}`, async () => {
      const sorted = ['list-type=2', query].sort().join('&');
      const request = { path: `/${Bucket}`, query: sorted, credentials: server.root };
      const answer = await sendSigned(server, request);
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
    });
  }

  test('refuses a bucket that does not exist', async () => {
    await expectError(list({ Bucket: 'no-such-bucket-here' }), 'NoSuchBucket', 404);
  });

  test('needs s3:ListBucket on the bucket', async () => {
    await expectPermission(server, iam, 's3:ListBucket', s3Arn(Bucket), (client) =>
      client.send(new ListObjectsV2Command({ Bucket })),
    );
  });

  test('may be limited to a prefix by a condition', async () => {
    const Condition = { StringLike: { 's3:prefix': ['b/*'] } };
    const user = await createUser(iam, { ...allow('s3:ListBucket', s3Arn(Bucket)), Condition });
    const client = s3Client(server, user.credentials);
    await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/' }));
    for (const Prefix of ['a', undefined]) {
      const call = client.send(new ListObjectsV2Command({ Bucket, Prefix }));
      await expectError(call, 'AccessDenied', 403);
    }
  });
});
