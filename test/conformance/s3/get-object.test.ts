import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { GetObjectCommand, type GetObjectCommandInput, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createBucket, createBucketWith, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { openUrl } from '../harness/exchange.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const credentials = server.root;
const content = '0123456789';
// Whole seconds, as the header has them.
const startMs = Math.floor(Date.now() / 1000) * 1000;
const Bucket = await createBucketWith(s3, ['a'], content);
const etag = `"${createHash('md5').update(content).digest('hex')}"`;

const get = (input: Partial<GetObjectCommandInput> = {}) =>
  s3.send(new GetObjectCommand({ Bucket, Key: 'a', ...input }));
const text = async (input: Partial<GetObjectCommandInput> = {}) =>
  (await get(input)).Body?.transformToString();

describe('GetObject', () => {
  test('returns the bytes with their length, ETag, type and date', async () => {
    const answer = await get();
    assert.equal(await answer.Body?.transformToString(), content);
    assert.equal(answer.ContentLength, content.length);
    assert.equal(answer.ETag, etag);
    assert.equal(answer.AcceptRanges, 'bytes');
    const modifiedMs = answer.LastModified?.getTime() ?? 0;
    assert.ok(modifiedMs >= startMs && modifiedMs <= Date.now());
  });

  for (const size of [16_384, 65_535, 65_536, 65_537, 65_568, 65_984, 66_048, 66_049, 262_145]) {
    test(`returns ${size} bytes, and ranges of them, however often it is asked`, async () => {
      const Key = `of-${size}`;
      const Body = randomBytes(size);
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      const bytes = async (Range?: string) =>
        Buffer.from((await (await get({ Key, Range })).Body?.transformToByteArray()) ?? []);
      for (let times = 0; times < 4; times += 1) assert.ok((await bytes()).equals(Body));
      assert.ok((await bytes(`bytes=${size - 40}-`)).equals(Body.subarray(-40)));
      assert.ok((await bytes(`bytes=10-${size - 10}`)).equals(Body.subarray(10, size - 9)));
    });
  }

  test('lets the request replace headers of the answer', async () => {
    const overrides = {
      ResponseCacheControl: 'no-cache',
      ResponseContentDisposition: 'attachment; filename="é.txt"',
      ResponseContentEncoding: 'identity',
      ResponseContentLanguage: 'fr',
      ResponseContentType: 'text/x-other',
    };
    const answer = await get(overrides);
    assert.equal(answer.CacheControl, overrides.ResponseCacheControl);
    assert.equal(answer.ContentLanguage, overrides.ResponseContentLanguage);
    assert.equal(answer.ContentType, overrides.ResponseContentType);
    await answer.Body?.transformToString();
  });

  test('never lets a line break out of a header that the request sets', async () => {
    const query = 'response-content-type=a%0D%0Ax-evil%3A%201';
    const answer = await sendSigned(server, { path: `/${Bucket}/a`, query, credentials });
    assert.equal(answer.headers['x-evil'], undefined);
    assert.equal(answer.status, 400);
  });

  test('refuses a key and a bucket that do not exist', async () => {
    await expectError(get({ Key: 'none' }), 'NoSuchKey', 404, /specified key does not exist/);
    await expectError(get({ Bucket: 'no-such-bucket-here' }), 'NoSuchBucket', 404);
  });
});

describe('GetObject with a range', () => {
  const whole = content.length;
  const ranges: readonly [string, string, string][] = [
    ['bytes=0-0', '0', `bytes 0-0/${whole}`],
    ['bytes=2-4', '234', `bytes 2-4/${whole}`],
    ['bytes=7-', '789', `bytes 7-9/${whole}`],
    ['bytes=-3', '789', `bytes 7-9/${whole}`],
    ['bytes=-99', content, `bytes 0-9/${whole}`],
    ['bytes=8-99', '89', `bytes 8-9/${whole}`],
  ];
  for (const [Range, expected, contentRange] of ranges) {
    test(`${Range} returns ${expected} with status 206`, async () => {
      const answer = await get({ Range });
      assert.equal(await answer.Body?.transformToString(), expected);
      assert.equal(answer.ContentRange, contentRange);
      assert.equal(answer.$metadata.httpStatusCode, 206);
    });
  }

  for (const Range of ['bytes=10-', 'bytes=99-100', 'bytes=-0']) {
    test(`${Range} cannot be satisfied`, async () => {
      await expectError(get({ Range }), 'InvalidRange', 416, /requested range is not satisfiable/);
    });
  }

  for (const Range of ['bytes=4-2', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,3-4']) {
    test(`${Range} is no range that S3 knows, so everything comes`, async () => {
      const answer = await get({ Range });
      assert.equal(answer.$metadata.httpStatusCode, 200);
      assert.equal(await answer.Body?.transformToString(), content);
    });
  }

  test('reads any part of a large object', async () => {
    const body = randomBytes(3 * 1024 * 1024 + 11);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body: body }));
    for (const [first, last] of [
      [0, 0],
      [262_143, 262_144],
      [1_048_575, 2_097_153],
    ] as const) {
      const answer = await get({ Key: 'large', Range: `bytes=${first}-${last}` });
      const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
      assert.ok(bytes.equals(body.subarray(first, last + 1)));
    }
  });
});

describe('GetObject with a condition', () => {
  const past = new Date(Date.now() - 86_400_000);
  const other = '"00000000000000000000000000000000"';

  test('that holds returns the object', async () => {
    assert.equal(await text({ IfMatch: etag }), content);
    assert.equal(await text({ IfNoneMatch: other }), content);
    assert.equal(await text({ IfModifiedSince: past }), content);
    assert.equal(await text({ IfMatch: '*' }), content);
  });

  test('If-Match and If-Unmodified-Since that fail answer 412', async () => {
    await expectError(get({ IfMatch: other }), 'PreconditionFailed', 412);
    await expectError(get({ IfUnmodifiedSince: past }), 'PreconditionFailed', 412);
  });

  test('If-None-Match and If-Modified-Since that fail answer 304 with the ETag', async () => {
    for (const headers of [
      { 'if-none-match': etag },
      { 'if-modified-since': new Date(Date.now() + 1000).toUTCString() },
    ]) {
      const answer = await sendSigned(server, { path: `/${Bucket}/a`, headers, credentials });
      assert.deepEqual([answer.status, answer.text, answer.headers.etag], [304, '', etag]);
    }
  });

  test('If-Match that holds wins over If-Unmodified-Since that fails', async () => {
    assert.equal(await text({ IfMatch: etag, IfUnmodifiedSince: past }), content);
  });

  test('If-None-Match that fails wins over If-Modified-Since that holds', async () => {
    const call = get({ IfNoneMatch: etag, IfModifiedSince: past });
    await expectError(call, undefined, 304);
  });
});

describe('GetObject needs s3:GetObject', () => {
  test('a user without a policy is refused, in words', async () => {
    const user = await createUser(iam);
    const call = s3Client(server, user.credentials).send(
      new GetObjectCommand({ Bucket, Key: 'a' }),
    );
    const words = notAuthorized(user.arn, 's3:GetObject', s3Arn(Bucket, 'a'));
    await expectError(call, 'AccessDenied', 403, words);
  });

  test('a missing key is only told to those who may list the bucket', async () => {
    const blind = await createUser(iam, allow('s3:GetObject', s3Arn(Bucket, '*')));
    const seeing = await createUser(
      iam,
      allow('s3:GetObject', s3Arn(Bucket, '*')),
      allow('s3:ListBucket', s3Arn(Bucket)),
    );
    const missing = new GetObjectCommand({ Bucket, Key: 'none' });
    const words = notAuthorized(blind.arn, 's3:ListBucket', s3Arn(Bucket));
    await expectError(
      s3Client(server, blind.credentials).send(missing),
      'AccessDenied',
      403,
      words,
    );
    await expectError(s3Client(server, seeing.credentials).send(missing), 'NoSuchKey', 404);
  });

  test('an anonymous caller reads what the bucket policy opens, and may replace no header', async () => {
    const open = await createBucket(s3);
    await s3.send(new PutObjectCommand({ Bucket: open, Key: 'public/a', Body: content }));
    const statement = { ...allow('s3:GetObject', s3Arn(open, 'public/*')), Principal: '*' };
    await putBucketPolicy(s3, open, statement);
    const anyone = anonymousS3Client(server);
    const input = { Bucket: open, Key: 'public/a' };
    const { Body } = await anyone.send(new GetObjectCommand(input));
    assert.equal(await Body?.transformToString(), content);
    const replaced = anyone.send(new GetObjectCommand({ ...input, ResponseContentType: 'a/b' }));
    await expectError(replaced, 'InvalidRequest', 400);
    const closed = anyone.send(new GetObjectCommand({ Bucket: open, Key: 'other' }));
    await expectError(closed, 'AccessDenied', 403);
  });
});

describe('GetObject by a presigned URL', () => {
  const presign = (expiresIn: number) =>
    getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn });

  test('works without any header', async () => {
    const { status, text } = await openUrl(await presign(60));
    assert.deepEqual([status, text], [200, content]);
  });

  test('is refused for another key, another signature and once it expired', async () => {
    const url = new URL(await presign(60));
    const changed = new URL(url.href.replace('/a?', '/b?'));
    assert.equal((await openUrl(changed)).status, 403);
    const old = new URL(url);
    old.searchParams.set('X-Amz-Expires', '0');
    assert.ok([400, 403].includes((await openUrl(old)).status));
    const signature = url.searchParams.get('X-Amz-Signature') ?? '';
    const forged = url.href.replace(signature, '0'.repeat(64));
    const { text } = await openUrl(forged);
    assert.match(text, /<Code>SignatureDoesNotMatch<\/Code>/);
  });

  test('with an expiry above seven days is refused', async () => {
    const url = new URL(await presign(60));
    url.searchParams.set('X-Amz-Expires', '604801');
    const { text } = await openUrl(url);
    assert.match(text, /<Code>AuthorizationQueryParametersError<\/Code>/);
  });
});

test('every answer has a request id, and errors repeat it in their document', async () => {
  const answer = await sendSigned(server, { path: `/${Bucket}/none`, credentials });
  const id = answer.headers['x-amz-request-id'];
  assert.ok(typeof id === 'string' && id.length > 0);
  assert.equal(errorCode(answer), 'NoSuchKey');
  assert.match(answer.text, new RegExp(`<RequestId>${id}</RequestId>`));
});
