import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeletePublicAccessBlockCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucket, createBucketWith, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

/** A bucket that has access control lists and may be public. */
async function open(): Promise<string> {
  const Bucket = await createBucket(s3);
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] };
  await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  return Bucket;
}

const Key = 'a';

async function openWithObject(): Promise<string> {
  const Bucket = await open();
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
  return Bucket;
}

describe('PutObjectAcl', () => {
  test('lets everyone read an object that is made public, and nobody after that', async () => {
    const Bucket = await openWithObject();
    const read = () => anonymousS3Client(server).send(new GetObjectCommand({ Bucket, Key }));
    await expectError(read(), 'AccessDenied', 403);
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'public-read' }));
    const { Body } = await read();
    assert.equal(await Body?.transformToString(), 'hello');
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    await expectError(read(), 'AccessDenied', 403);
  });

  test('takes grants in headers', async () => {
    const Bucket = await openWithObject();
    const GrantRead = 'uri="http://acs.amazonaws.com/groups/global/AuthenticatedUsers"';
    await s3.send(new PutObjectAclCommand({ Bucket, Key, GrantRead }));
    const { Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key }));
    assert.equal(Grants?.[0]?.Permission, 'READ');
  });

  test('refuses a bucket whose lists are switched off', async () => {
    const Bucket = await createBucketWith(s3, [Key]);
    const call = s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    await expectError(call, 'AccessControlListNotSupported', 400);
  });

  test('refuses an object that does not exist', async () => {
    const Bucket = await open();
    const call = s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    await expectError(call, 'NoSuchKey', 404);
  });

  test('needs s3:PutObjectAcl', async () => {
    const Bucket = await openWithObject();
    await expectPermission(server, iam, 's3:PutObjectAcl', s3Arn(Bucket, Key), (client) =>
      client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' })),
    );
  });
});
