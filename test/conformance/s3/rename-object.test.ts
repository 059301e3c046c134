import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  RenameObjectCommand,
  type RenameObjectCommandInput,
} from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, kmsClient, s3Client } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { createKey } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

async function keysOf(Bucket: string): Promise<readonly (string | undefined)[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

async function textOf(Bucket: string, Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

const rename = (input: RenameObjectCommandInput) => s3.send(new RenameObjectCommand(input));

describe('RenameObject', () => {
  test('gives an object another name and keeps all that is said of it', async () => {
    const Bucket = await createBucketWith(s3, ['covered']);
    const Key = 'old/a b+ü';
    await s3.send(
      new PutObjectCommand({
        ...{ Bucket, Key, Body: 'text', ContentType: 'text/x-own' },
        ...{ Metadata: { a: '1' }, Tagging: 'team=a', StorageClass: 'STANDARD_IA' },
      }),
    );
    const before = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    const RenameSource = encodeURIComponent(Key);
    await rename({ Bucket, Key: 'covered', RenameSource });
    const after = await s3.send(new HeadObjectCommand({ Bucket, Key: 'covered' }));
    assert.deepEqual({ ...after, $metadata: 0 }, { ...before, $metadata: 0 });
    assert.equal(await textOf(Bucket, 'covered'), 'text');
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'covered' }));
    assert.deepEqual(TagSet, [{ Key: 'team', Value: 'a' }]);
    assert.deepEqual(await keysOf(Bucket), ['covered']);
    await rename({ Bucket, Key: '/slash', RenameSource: '/covered' });
    assert.deepEqual(await keysOf(Bucket), ['/slash']);
  });

  test('holds both objects to conditions', async () => {
    const Bucket = await createBucketWith(s3, ['a', 'b']);
    const RenameSource = 'a';
    const { ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    const { ETag: other } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'b' }));
    const later = new Date(Date.now() + 60_000);
    const earlier = new Date(Date.now() - 60_000);
    for (const condition of [
      { DestinationIfNoneMatch: '*' },
      { DestinationIfMatch: ETag },
      { DestinationIfModifiedSince: later },
      { DestinationIfUnmodifiedSince: earlier },
      { SourceIfMatch: other },
      { SourceIfNoneMatch: ETag },
      { SourceIfNoneMatch: '*' },
      { SourceIfModifiedSince: later },
      { SourceIfUnmodifiedSince: earlier },
    ]) {
      const call = rename({ Bucket, Key: 'b', RenameSource, ...condition });
      await expectError(call, 'PreconditionFailed', 412);
    }
    const missing = rename({ Bucket, Key: 'c', RenameSource, DestinationIfMatch: ETag });
    await expectError(missing, 'PreconditionFailed', 412);
    assert.deepEqual(await keysOf(Bucket), ['a', 'b']);
    await rename({
      ...{ Bucket, Key: 'b', RenameSource, DestinationIfMatch: other, SourceIfMatch: ETag },
      ...{ SourceIfUnmodifiedSince: later, DestinationIfModifiedSince: earlier },
    });
    assert.deepEqual(await keysOf(Bucket), ['b']);
    assert.equal(await textOf(Bucket, 'b'), 'a');
    await rename({ Bucket, Key: 'd', RenameSource: 'b', DestinationIfNoneMatch: '*' });
    assert.deepEqual(await keysOf(Bucket), ['d']);
  });

  test('happens once for a token, and not for another request with it', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const wish = { Bucket, Key: 'b', RenameSource: 'a', ClientToken: 'token-1' };
    await rename(wish);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'another' }));
    await rename(wish);
    assert.deepEqual(await keysOf(Bucket), ['a', 'b']);
    const changed = rename({ ...wish, Key: 'c' });
    await expectError(changed, 'IdempotencyParameterMismatch', 400);
    const long = rename({ ...wish, ClientToken: 'x'.repeat(65) });
    await expectError(long, 'InvalidArgument', 400);
    await rename({ ...wish, ClientToken: 'token-2' });
    assert.equal(await textOf(Bucket, 'b'), 'another');
  });

  test('of one object by many at once happens once', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const names = Array.from({ length: 8 }, (_, number) => `to-${number}`);
    const done = await Promise.allSettled(
      names.map((Key) => rename({ Bucket, Key, RenameSource: 'a' })),
    );
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await keysOf(Bucket)).length, 1);
  });

  test('refuses what cannot be renamed', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const missing = rename({ Bucket, Key: 'b', RenameSource: 'none' });
    await expectError(missing, 'NoSuchKey', 404);
    await expectError(rename({ Bucket, Key: 'a', RenameSource: 'a' }), 'InvalidRequest', 400);
    const long = rename({ Bucket, Key: 'x'.repeat(1_025), RenameSource: 'a' });
    await expectError(long, 'KeyTooLongError', 400);
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const versioned = rename({ Bucket, Key: 'b', RenameSource: 'a' });
    await expectError(versioned, 'InvalidBucketState', 409, /versioning/);
  });

  test('binds the key of an object to its new name', async () => {
    const Bucket = await createBucketWith(s3, []);
    const { arn } = await createKey(kmsClient(server));
    const sse = { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: arn };
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'secret', ...sse }));
    await rename({ Bucket, Key: 'b', RenameSource: 'a' });
    const reader = await createUser(iam, allow('s3:GetObject', '*'), {
      ...allow('kms:Decrypt', arn),
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': s3Arn(Bucket, 'b') } },
    });
    const got = await s3Client(server, reader.credentials).send(
      new GetObjectCommand({ Bucket, Key: 'b' }),
    );
    assert.equal(await got.Body?.transformToString(), 'secret');
  });

  test('needs what a copy and a deletion need', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const tagged = { Bucket, Key: 'tagged', Tagging: 'team=a' };
    await s3.send(new PutObjectCommand(tagged));
    const needs = [
      ['s3:GetObject', 'tagged'],
      ['s3:GetObjectTagging', 'tagged'],
      ['s3:DeleteObject', 'tagged'],
      ['s3:PutObject', 'b'],
      ['s3:PutObjectTagging', 'b'],
    ] as const;
    for (const [action, key] of needs) {
      const others = needs.filter(([name]) => name !== action);
      const user = await createUser(
        iam,
        ...others.map(([name, on]) => allow(name, s3Arn(Bucket, on))),
      );
      const call = s3Client(server, user.credentials).send(
        new RenameObjectCommand({ Bucket, Key: 'b', RenameSource: 'tagged' }),
      );
      const words = notAuthorized(user.arn, action, s3Arn(Bucket, key));
      await expectError(call, 'AccessDenied', 403, words);
    }
    const user = await createUser(
      iam,
      ...needs.map(([name, on]) => allow(name, s3Arn(Bucket, on))),
    );
    await s3Client(server, user.credentials).send(
      new RenameObjectCommand({ Bucket, Key: 'b', RenameSource: 'tagged' }),
    );
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
  });
});
