import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { CreateAliasCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createBucket, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, kmsClient, s3Client } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser, deny, type Statement } from '../harness/identities.ts';
import { aliasArn, createKey } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const kms = kmsClient(server);
const Bucket = await createBucket(s3);
const key = await createKey(kms);

const Key = 'secret';
const kmsHeaders = { ServerSideEncryption: 'aws:kms' } as const;

function put(client: S3Client, more: Partial<PutObjectCommandInput> = {}) {
  const SSEKMSKeyId = key.arn;
  const input = { Bucket, Key, Body: 'text', ...kmsHeaders, SSEKMSKeyId, ...more };
  return client.send(new PutObjectCommand(input));
}

async function read(client: S3Client, Range?: string, name = Key): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: name, Range }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** A user who may do everything in S3, and what is said of keys. */
async function userWith(...statements: readonly Statement[]) {
  const user = await createUser(iam, allow('s3:*', '*'), ...statements);
  return { arn: user.arn, client: s3Client(server, user.credentials) };
}

describe('objects that are encrypted with keys of KMS', () => {
  test('say so, and come back whole and in ranges', async () => {
    const Body = randomBytes(200_000);
    const stored = await put(s3, { Body });
    assert.deepEqual([stored.ServerSideEncryption, stored.SSEKMSKeyId], ['aws:kms', key.arn]);
    assert.ok((await read(s3)).equals(Body));
    assert.ok((await read(s3, 'bytes=65530-131080')).equals(Body.subarray(65_530, 131_081)));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId], ['aws:kms', key.arn]);
    assert.equal(head.ContentLength, Body.length);
  });

  test('name the key by id, alias or ARN, and are told its ARN', async () => {
    const AliasName = `alias/${uniqueName('key')}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: key.id }));
    for (const SSEKMSKeyId of [key.id, AliasName, aliasArn(key, AliasName)]) {
      assert.equal((await put(s3, { SSEKMSKeyId })).SSEKMSKeyId, key.arn);
    }
  });

  test('take the default key of the account where none is named, which needs no right', async () => {
    const { client } = await userWith();
    const first = await put(client, { SSEKMSKeyId: undefined });
    const second = await put(s3, { SSEKMSKeyId: 'alias/aws/s3' });
    assert.match(first.SSEKMSKeyId ?? '', /^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
    assert.equal(second.SSEKMSKeyId, first.SSEKMSKeyId);
    assert.equal((await read(client)).toString(), 'text');
  });

  test('are refused where the key is not there, whoever asks for it', async () => {
    const none = key.arn.replace(key.id, '00000000-0000-4000-8000-000000000000');
    const words = /^Key 'arn:aws:kms:.*' does not exist$/;
    const absent = put(s3, { SSEKMSKeyId: none });
    await expectError(absent, 'KMS.NotFoundException', 400, words);
    const nonsense = put(s3, { SSEKMSKeyId: 'nonsense' });
    await expectError(nonsense, 'KMS.NotFoundException', 400, /^Invalid keyId 'nonsense'$/);
    const foreign = put(s3, { SSEKMSKeyId: none.replace(/:\d{12}:/, ':999988887777:') });
    await expectError(foreign, 'AccessDenied', 403, /not authorized to perform: kms:Generate/);
  });

  test('cannot be written or read while the key is disabled, and can be again after', async () => {
    const { id, arn } = await createKey(kms);
    const name = 'locked';
    await put(s3, { SSEKMSKeyId: id, Key: name });
    await kms.send(new DisableKeyCommand({ KeyId: id }));
    const words = new RegExp(`^${arn} is disabled\\.$`);
    const code = 'KMS.DisabledException';
    await expectError(put(s3, { SSEKMSKeyId: id, Key: name }), code, 400, words);
    await expectError(read(s3, undefined, name), code, 400, words);
    await s3.send(new HeadObjectCommand({ Bucket, Key: name }));
    await kms.send(new EnableKeyCommand({ KeyId: id }));
    assert.equal((await read(s3, undefined, name)).toString(), 'text');
  });

  test('take two layers of KMS and broken contexts for what they are', async () => {
    const layers = put(s3, { ServerSideEncryption: 'aws:kms:dsse' });
    await expectError(layers, 'NotImplemented', 501);
    const broken = put(s3, { SSEKMSEncryptionContext: 'e30x' });
    await expectError(broken, 'InvalidArgument', 400, /string-string map/);
  });
});

describe('the right to a key', () => {
  test('to write is kms:GenerateDataKey, to read is kms:Decrypt, and HEAD needs none', async () => {
    const none = await userWith();
    const generate = notAuthorized(none.arn, 'kms:GenerateDataKey', key.arn);
    await expectError(put(none.client), 'AccessDenied', 403, generate);
    const writer = await userWith(allow('kms:GenerateDataKey', key.arn));
    await put(writer.client);
    const decrypt = notAuthorized(writer.arn, 'kms:Decrypt', key.arn);
    await expectError(read(writer.client), 'AccessDenied', 403, decrypt);
    await none.client.send(new HeadObjectCommand({ Bucket, Key }));
    const asking = new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' });
    await expectError(none.client.send(asking), undefined, 403);
    const reader = await userWith(allow('kms:Decrypt', key.arn));
    assert.equal((await read(reader.client)).toString(), 'text');
    const stopped = await userWith(allow('kms:*', '*'), deny('kms:Decrypt', key.arn));
    await expectError(read(stopped.client), 'AccessDenied', 403, /explicit deny/);
  });

  test('can depend on S3 and on the encryption context', async () => {
    const Condition = {
      StringEquals: {
        'kms:ViaService': 's3.us-east-1.amazonaws.com',
        'kms:EncryptionContext:team': 'red',
        'kms:EncryptionContext:aws:s3:arn': s3Arn(Bucket, 'of-red'),
      },
    };
    const rights = { ...allow(['kms:GenerateDataKey', 'kms:Decrypt'], key.arn), Condition };
    const { client } = await userWith(rights);
    const context = (team: string) => Buffer.from(JSON.stringify({ team })).toString('base64');
    const wish = { Key: 'of-red', SSEKMSEncryptionContext: context('red') };
    const stored = await put(client, wish);
    const told = Buffer.from(stored.SSEKMSEncryptionContext ?? '', 'base64').toString();
    assert.deepEqual(JSON.parse(told), { team: 'red', 'aws:s3:arn': s3Arn(Bucket, 'of-red') });
    assert.equal((await read(client, undefined, 'of-red')).toString(), 'text');
    await expectError(put(client, { ...wish, Key: 'another' }), 'AccessDenied', 403);
    const blue = put(client, { ...wish, SSEKMSEncryptionContext: context('blue') });
    await expectError(blue, 'AccessDenied', 403);
  });

  test('to the source of a copy is asked for, and to its target', async () => {
    await put(s3);
    const other = await createKey(kms);
    const copy = (client: S3Client) =>
      client.send(
        new CopyObjectCommand({
          ...{ Bucket, Key: 'copied', CopySource: `${Bucket}/${Key}` },
          ...{ ...kmsHeaders, SSEKMSKeyId: other.arn },
        }),
      );
    const writer = await userWith(allow('kms:GenerateDataKey', other.arn));
    await expectError(copy(writer.client), 'AccessDenied', 403, /kms:Decrypt/);
    const reader = await userWith(allow('kms:Decrypt', key.arn));
    await expectError(copy(reader.client), 'AccessDenied', 403, /kms:GenerateDataKey/);
    const both = await userWith(
      allow('kms:GenerateDataKey', other.arn),
      allow('kms:Decrypt', [key.arn, other.arn]),
    );
    assert.equal((await copy(both.client)).SSEKMSKeyId, other.arn);
    assert.equal((await read(both.client, undefined, 'copied')).toString(), 'text');
  });

  test('over an upload in parts is both, since its end must read them', async () => {
    const upload = async (client: S3Client) => {
      const about = { Bucket, Key: 'parts' };
      const begun = await client.send(
        new CreateMultipartUploadCommand({ ...about, ...kmsHeaders, SSEKMSKeyId: key.arn }),
      );
      assert.equal(begun.SSEKMSKeyId, key.arn);
      const { UploadId } = begun;
      const part = { ...about, UploadId, PartNumber: 1, Body: 'part' };
      const { ETag } = await client.send(new UploadPartCommand(part));
      const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
      return client.send(
        new CompleteMultipartUploadCommand({ ...about, UploadId, MultipartUpload }),
      );
    };
    const writer = await userWith(allow('kms:GenerateDataKey', key.arn));
    await expectError(upload(writer.client), 'AccessDenied', 403, /kms:Decrypt/);
    const both = await userWith(allow(['kms:GenerateDataKey', 'kms:Decrypt'], key.arn));
    const done = await upload(both.client);
    assert.deepEqual([done.ServerSideEncryption, done.SSEKMSKeyId], ['aws:kms', key.arn]);
    assert.equal((await read(both.client, undefined, 'parts')).toString(), 'part');
  });
});

describe('buckets and keys of KMS', () => {
  test('a bucket says which key its objects get, and anonymous callers have none', async () => {
    const bucket = await createBucket(s3);
    const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key.arn } as const;
    const rule = { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true };
    const ServerSideEncryptionConfiguration = { Rules: [rule] };
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration }),
    );
    const plain = { Bucket: bucket, Key, Body: 'text' };
    const stored = await s3.send(new PutObjectCommand(plain));
    assert.deepEqual(
      [stored.ServerSideEncryption, stored.SSEKMSKeyId, stored.BucketKeyEnabled],
      ['aws:kms', key.arn, true],
    );
    await putBucketPolicy(s3, bucket, {
      ...allow(['s3:PutObject', 's3:GetObject'], s3Arn(bucket, '*')),
      Principal: '*',
    });
    const nobody = anonymousS3Client(server);
    await expectError(nobody.send(new PutObjectCommand(plain)), 'AccessDenied', 403);
    const get = new GetObjectCommand({ Bucket: bucket, Key });
    await expectError(nobody.send(get), 'AccessDenied', 403);
  });

  test('a policy can ask for a certain key', async () => {
    const bucket = await createBucket(s3);
    const condition = { 's3:x-amz-server-side-encryption-aws-kms-key-id': key.arn };
    await putBucketPolicy(s3, bucket, {
      ...deny('s3:PutObject', s3Arn(bucket, '*')),
      Principal: '*',
      Condition: { StringNotEquals: condition },
    });
    await put(s3, { Bucket: bucket });
    const other = await createKey(kms);
    await expectError(put(s3, { Bucket: bucket, SSEKMSKeyId: other.arn }), 'AccessDenied', 403);
  });
});
