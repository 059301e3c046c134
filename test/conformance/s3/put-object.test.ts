import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { createBucket, createBucketWith, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client, virtualHostS3Client } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { lastStatus, sendBytes } from '../harness/raw-socket.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const credentials = server.root;

const md5 = (body: string | Buffer) => createHash('md5').update(body).digest();
const put = (input: PutObjectCommandInput) => s3.send(new PutObjectCommand(input));
const read = async (Bucket: string, Key: string) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const isMissing = (Bucket: string, Key: string) =>
  expectError(s3.send(new GetObjectCommand({ Bucket, Key })), 'NoSuchKey', 404);

describe('PutObject stores an object', () => {
  test('and answers with the MD5 of its bytes as ETag', async () => {
    const Bucket = await createBucket(s3);
    const { ETag } = await put({ Bucket, Key: 'a', Body: 'hello' });
    assert.equal(ETag, `"${md5('hello').toString('hex')}"`);
    assert.equal((await read(Bucket, 'a')).toString(), 'hello');
  });

  test('of no bytes', async () => {
    const Bucket = await createBucket(s3);
    const { ETag } = await put({ Bucket, Key: 'empty', Body: '' });
    assert.equal(ETag, '"d41d8cd98f00b204e9800998ecf8427e"');
    assert.equal((await read(Bucket, 'empty')).length, 0);
  });

  test('of many megabytes, byte for byte', async () => {
    const Bucket = await createBucket(s3);
    const Body = randomBytes(9 * 1024 * 1024 + 7);
    await put({ Bucket, Key: 'large', Body });
    assert.ok(Body.equals(await read(Bucket, 'large')));
  });

  test('under any key of UTF-8, however odd', async () => {
    const Bucket = await createBucket(s3);
    const keys = [
      'a b+c',
      'é/ü',
      '%41',
      '..',
      './a',
      'a//b',
      '/lead',
      'q?x=1&y#z',
      '\u{1f40e}',
      '~!',
    ];
    for (const Key of keys) await put({ Bucket, Key, Body: Key });
    for (const Key of keys) assert.equal((await read(Bucket, Key)).toString(), Key);
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket }));
    assert.equal(KeyCount, keys.length);
  });

  test('in place of the one that was there', async () => {
    const Bucket = await createBucketWith(s3, ['a'], 'first');
    await put({ Bucket, Key: 'a', Body: 'second', ContentType: 'text/plain' });
    assert.equal((await read(Bucket, 'a')).toString(), 'second');
  });

  test('addressed by virtual host', async () => {
    const Bucket = await createBucket(s3);
    const client = virtualHostS3Client(server);
    await client.send(new PutObjectCommand({ Bucket, Key: 'v/h', Body: 'host' }));
    assert.equal((await read(Bucket, 'v/h')).toString(), 'host');
  });

  test('with its headers and metadata', async () => {
    const Bucket = await createBucket(s3);
    const headers = {
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment; filename="a"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      ContentType: 'text/x-test; charset=utf-8',
      WebsiteRedirectLocation: '/elsewhere',
    };
    const Metadata = { colour: 'dark  red', empty: '' };
    await put({ Bucket, Key: 'a', Body: 'x', ...headers, Metadata });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    const names = Object.keys(headers);
    const seen = Object.entries(head).filter(([name]) => names.includes(name));
    assert.deepEqual(Object.fromEntries(seen), headers);
    assert.equal(head.Metadata?.colour?.replaceAll(/ +/g, ' '), 'dark red');
  });

  test('with binary/octet-stream where the client names no type', async () => {
    const Bucket = await createBucket(s3);
    const path = `/${Bucket}/untyped`;
    const answer = await sendSigned(server, { method: 'PUT', path, body: 'x', credentials });
    assert.equal(answer.status, 200);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'untyped' }));
    assert.equal(head.ContentType, 'binary/octet-stream');
  });

  test('with tags from the header', async () => {
    const Bucket = await createBucket(s3);
    await put({ Bucket, Key: 'a', Body: 'x', Tagging: 'team=red&note=a%20b' });
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'a' }));
    const tags = new Map(TagSet?.map(({ Key, Value }) => [Key, Value]));
    assert.deepEqual(
      tags,
      new Map([
        ['team', 'red'],
        ['note', 'a b'],
      ]),
    );
  });
});

describe('PutObject verifies what it received', () => {
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
    test(`a checksum of ${ChecksumAlgorithm} is computed, kept and returned`, async () => {
      const Bucket = await createBucket(s3);
      const sent = await put({ Bucket, Key: 'a', Body: 'hello', ChecksumAlgorithm });
      const ChecksumMode = 'ENABLED';
      const kept = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode }));
      const member = `Checksum${ChecksumAlgorithm}` as const;
      assert.ok(sent[member] !== undefined);
      assert.equal(kept[member], sent[member]);
      assert.equal(kept.ChecksumType, 'FULL_OBJECT');
    });
  }

  test('a right Content-MD5 is accepted', async () => {
    const Bucket = await createBucket(s3);
    const ContentMD5 = md5('hello').toString('base64');
    await put({ Bucket, Key: 'a', Body: 'hello', ContentMD5 });
    assert.equal((await read(Bucket, 'a')).toString(), 'hello');
  });

  const broken: readonly [string, Record<string, string>, string][] = [
    ['a wrong Content-MD5', { 'content-md5': md5('other').toString('base64') }, 'BadDigest'],
    ['a Content-MD5 that is none', { 'content-md5': 'nonsense' }, 'InvalidDigest'],
    ['a Content-MD5 of the wrong length', { 'content-md5': 'YWJj' }, 'InvalidDigest'],
    ['a wrong CRC32', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'BadDigest'],
    ['a CRC32 that is none', { 'x-amz-checksum-crc32': 'bad' }, 'InvalidRequest'],
    [
      'a payload hash of other bytes',
      { 'x-amz-content-sha256': createHash('sha256').update('other').digest('hex') },
      'XAmzContentSHA256Mismatch',
    ],
  ];
  for (const [name, headers, code] of broken) {
    test(`${name} is refused with ${code} and stores nothing`, async () => {
      const Bucket = await createBucket(s3);
      const path = `/${Bucket}/a`;
      const request = { method: 'PUT', path, body: 'hello', credentials, headers };
      const answer = await sendSigned(server, request);
      assert.deepEqual([answer.status, errorCode(answer)], [400, code], answer.text);
      await isMissing(Bucket, 'a');
    });
  }
});

describe('PutObject refuses bad input', () => {
  test('a bucket that does not exist', async () => {
    await expectError(
      put({ Bucket: 'no-such-bucket-here', Key: 'a', Body: 'x' }),
      'NoSuchBucket',
      404,
      /^The specified bucket does not exist$/,
    );
  });

  test('a key above 1024 bytes of UTF-8, while 1024 are accepted', async () => {
    const Bucket = await createBucket(s3);
    await put({ Bucket, Key: 'é'.repeat(512), Body: 'x' });
    const tooLong = put({ Bucket, Key: `${'é'.repeat(512)}a`, Body: 'x' });
    await expectError(tooLong, 'KeyTooLongError', 400, /^Your key is too long/);
  });

  test('metadata above two kilobytes', async () => {
    const Bucket = await createBucket(s3);
    const Metadata = { a: 'x'.repeat(2048) };
    const call = put({ Bucket, Key: 'a', Body: 'x', Metadata });
    await expectError(call, 'MetadataTooLarge', 400, /exceed the maximum allowed metadata size/);
    await isMissing(Bucket, 'a');
  });

  test('more than ten tags, a doubled tag and one of AWS', async () => {
    const Bucket = await createBucket(s3);
    const eleven = Array.from({ length: 11 }, (_, index) => `k${index}=v`).join('&');
    const ten = put({ Bucket, Key: 'a', Body: 'x', Tagging: eleven });
    await expectError(ten, 'BadRequest', 400, /Object tags cannot be greater than 10/);
    const twice = put({ Bucket, Key: 'a', Body: 'x', Tagging: 'a=1&a=2' });
    await expectError(twice, 'InvalidArgument', 400, /without tag name duplicates/);
    for (const Tagging of ['aws:a=1', `${'k'.repeat(129)}=v`, `k=${'v'.repeat(257)}`]) {
      await expectError(put({ Bucket, Key: 'a', Body: 'x', Tagging }), 'InvalidTag', 400);
    }
    await isMissing(Bucket, 'a');
  });

  test('an unknown storage class', async () => {
    const Bucket = await createBucket(s3);
    const path = `/${Bucket}/a`;
    const headers = { 'x-amz-storage-class': 'MARBLE' };
    const answer = await sendSigned(server, {
      method: 'PUT',
      path,
      body: 'x',
      credentials,
      headers,
    });
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidStorageClass']);
  });

  test('an ACL, where the bucket has none, but for the one that changes nothing', async () => {
    const Bucket = await createBucket(s3);
    const call = put({ Bucket, Key: 'a', Body: 'x', ACL: 'public-read' });
    await expectError(call, 'AccessControlListNotSupported', 400, /does not allow ACLs/);
    await put({ Bucket, Key: 'a', Body: 'x', ACL: 'bucket-owner-full-control' });
    assert.equal((await read(Bucket, 'a')).toString(), 'x');
  });

  test('an append, which would here replace the object', async () => {
    const Bucket = await createBucketWith(s3, ['log']);
    const call = put({ Bucket, Key: 'log', Body: 'more', WriteOffsetBytes: 3 });
    await expectError(call, 'NotImplemented', 501);
    assert.equal((await read(Bucket, 'log')).toString(), 'log');
  });

  test('the id of a version, which no write can choose', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const request = { method: 'PUT', query: 'versionId=null', credentials: server.root };
    const written = await sendSigned(server, { ...request, path: `/${Bucket}/b`, body: 'x' });
    const headers = { 'x-amz-copy-source': `${Bucket}/a` };
    const copied = await sendSigned(server, { ...request, path: `/${Bucket}/b`, headers });
    for (const answer of [written, copied]) {
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
      assert.match(answer.text, /This operation does not accept a version-id/);
    }
    await expectError(read(Bucket, 'b'), 'NoSuchKey', 404);
  });

  test('a lock without a digest of the body', async () => {
    const Bucket = await createBucket(s3);
    const request = { method: 'PUT', path: `/${Bucket}/a`, body: 'x', credentials: server.root };
    const headers = { 'x-amz-object-lock-legal-hold': 'ON' };
    const bare = await sendSigned(server, { ...request, headers });
    assert.deepEqual([bare.status, errorCode(bare)], [400, 'InvalidRequest'], bare.text);
    assert.match(bare.text, /Content-MD5 OR x-amz-checksum- HTTP header is required/);
  });

  test('a body without a length', async () => {
    const Bucket = await createBucket(s3);
    const path = `/${Bucket}/a`;
    const headers = { 'transfer-encoding': 'chunked', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const request = { method: 'PUT', path, credentials, headers };
    const answer = await sendSigned(server, request);
    assert.deepEqual([answer.status, errorCode(answer)], [501, 'NotImplemented']);
    await isMissing(Bucket, 'a');
  });

  test('a body that ends too early', async () => {
    const Bucket = await createBucket(s3);
    const path = `/${Bucket}/a`;
    let sent: Record<string, string> = {};
    await sendSigned(server, {
      method: 'PUT',
      path,
      credentials,
      headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'content-length': '0' },
      tamper: (headers) => {
        sent = { ...headers };
      },
    });
    const lines = Object.entries(sent)
      .filter(([name]) => name !== 'content-length')
      .map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `PUT ${path}2 HTTP/1.1\r\n${lines.join('')}connection: close\r\n`;
    const answer = await sendBytes(server, `${head}content-length: 10\r\n\r\nabc`);
    assert.notEqual(lastStatus(answer), 200);
    await isMissing(Bucket, 'a2');
  });
});

describe('PutObject holds its conditions', () => {
  test('If-None-Match: * writes only where nothing is', async () => {
    const Bucket = await createBucket(s3);
    await put({ Bucket, Key: 'a', Body: 'first', IfNoneMatch: '*' });
    const again = put({ Bucket, Key: 'a', Body: 'second', IfNoneMatch: '*' });
    await expectError(
      again,
      'PreconditionFailed',
      412,
      /pre-conditions you specified did not hold/,
    );
    assert.equal((await read(Bucket, 'a')).toString(), 'first');
  });

  test('If-Match writes only over the object that it names', async () => {
    const Bucket = await createBucket(s3);
    const { ETag } = await put({ Bucket, Key: 'a', Body: 'first' });
    await put({ Bucket, Key: 'a', Body: 'second', IfMatch: ETag });
    const stale = put({ Bucket, Key: 'a', Body: 'third', IfMatch: ETag });
    await expectError(stale, 'PreconditionFailed', 412);
    const missing = put({ Bucket, Key: 'none', Body: 'x', IfMatch: ETag });
    await expectError(missing, 'NoSuchKey', 404);
    assert.equal((await read(Bucket, 'a')).toString(), 'second');
  });

  test('of many writers at once with If-None-Match, one wins', async () => {
    const Bucket = await createBucket(s3);
    const writes = Array.from({ length: 8 }, (_, index) =>
      put({ Bucket, Key: 'a', Body: `${index}`, IfNoneMatch: '*' }),
    );
    const results = await Promise.allSettled(writes);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });
});

describe('PutObject needs s3:PutObject', () => {
  test('a user without a policy is refused in words that say who, what and why', async () => {
    const Bucket = await createBucket(s3);
    const user = await createUser(iam);
    const call = s3Client(server, user.credentials).send(
      new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }),
    );
    const words = notAuthorized(user.arn, 's3:PutObject', s3Arn(Bucket, 'a'));
    await expectError(call, 'AccessDenied', 403, words);
    await isMissing(Bucket, 'a');
  });

  test('a user may write where the policy says so, and nowhere else', async () => {
    const Bucket = await createBucket(s3);
    const user = await createUser(iam, allow('s3:PutObject', s3Arn(Bucket, 'mine/*')));
    const mine = s3Client(server, user.credentials);
    await mine.send(new PutObjectCommand({ Bucket, Key: 'mine/a', Body: 'x' }));
    const other = mine.send(new PutObjectCommand({ Bucket, Key: 'yours/a', Body: 'x' }));
    await expectError(other, 'AccessDenied', 403);
  });

  test('tags need s3:PutObjectTagging besides', async () => {
    const Bucket = await createBucket(s3);
    const user = await createUser(iam, allow('s3:PutObject', s3Arn(Bucket, '*')));
    const call = s3Client(server, user.credentials).send(
      new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Tagging: 'a=1' }),
    );
    await expectError(call, 'AccessDenied', 403, /s3:PutObjectTagging/);
    await isMissing(Bucket, 'a');
  });

  test('a condition on a header is held', async () => {
    const Bucket = await createBucket(s3);
    const Condition = { StringEquals: { 's3:RequestObjectTag/team': 'red' } };
    const actions = ['s3:PutObject', 's3:PutObjectTagging'];
    const user = await createUser(iam, { ...allow(actions, s3Arn(Bucket, '*')), Condition });
    const client = s3Client(server, user.credentials);
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Tagging: 'team=red' }));
    for (const Tagging of ['team=blue', undefined]) {
      const call = client.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'x', Tagging }));
      await expectError(call, 'AccessDenied', 403);
    }
  });

  test('an anonymous caller is refused, unless the bucket policy lets everyone in', async () => {
    const Bucket = await createBucket(s3);
    const anyone = anonymousS3Client(server);
    const write = () => anyone.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await expectError(write(), 'AccessDenied', 403, /^Access Denied$/);
    const statement = { ...allow('s3:PutObject', s3Arn(Bucket, '*')), Principal: '*' };
    await putBucketPolicy(s3, Bucket, statement);
    await write();
    assert.equal((await read(Bucket, 'a')).toString(), 'x');
  });

  test('an explicit Deny in the bucket policy stops its owner', async () => {
    const Bucket = await createBucket(s3);
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject' };
    await putBucketPolicy(s3, Bucket, { ...deny, Resource: s3Arn(Bucket, 'closed/*') });
    const call = put({ Bucket, Key: 'closed/a', Body: 'x' });
    await expectError(call, 'AccessDenied', 403, /explicit deny in a resource-based policy/);
  });
});
