import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetObjectAttributesCommand } from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { type Credentials, useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const Key = 'a';
const ObjectAttributes = ['ETag', 'Checksum', 'ObjectSize', 'StorageClass', 'ObjectParts'] as const;

describe('GetObjectAttributes', () => {
  test('tells what is asked for, and nothing else', async () => {
    const Bucket = await createBucketWith(s3, [Key], 'hello');
    const all = await s3.send(
      new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: [...ObjectAttributes] }),
    );
    assert.equal(all.ETag, '5d41402abc4b2a76b9719d911017c592');
    assert.equal(all.ObjectSize, 5);
    assert.equal(all.StorageClass, 'STANDARD');
    assert.equal(all.Checksum?.ChecksumType, 'FULL_OBJECT');
    assert.equal(all.ObjectParts, undefined);
    const one = await s3.send(
      new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ObjectSize'] }),
    );
    assert.deepEqual([one.ObjectSize, one.ETag, one.Checksum], [5, undefined, undefined]);
  });

  test('refuses an object that does not exist', async () => {
    const Bucket = await createBucketWith(s3, []);
    const call = s3.send(
      new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ETag'] }),
    );
    await expectError(call, 'NoSuchKey', 404);
  });

  test('needs s3:GetObjectAttributes besides s3:GetObject', async () => {
    const Bucket = await createBucketWith(s3, [Key]);
    const Resource = s3Arn(Bucket, Key);
    const call = (credentials: Credentials) =>
      s3Client(server, credentials).send(
        new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ETag'] }),
      );
    const reader = await createUser(iam, allow('s3:GetObject', Resource));
    await expectError(call(reader.credentials), 'AccessDenied', 403, /s3:GetObjectAttributes/);
    const both = allow(['s3:GetObject', 's3:GetObjectAttributes'], Resource);
    const permitted = await createUser(iam, both);
    assert.ok((await call(permitted.credentials)).ETag);
  });
});
