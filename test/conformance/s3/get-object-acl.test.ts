import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetObjectAclCommand } from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const Key = 'a';

describe('GetObjectAcl', () => {
  test('gives the owner full control', async () => {
    const Bucket = await createBucketWith(s3, [Key]);
    const { Owner, Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key }));
    assert.equal(Grants?.length, 1);
    assert.equal(Grants[0]?.Permission, 'FULL_CONTROL');
    assert.equal(Grants[0]?.Grantee?.ID, Owner?.ID);
  });

  test('refuses an object that does not exist', async () => {
    const Bucket = await createBucketWith(s3, []);
    await expectError(s3.send(new GetObjectAclCommand({ Bucket, Key })), 'NoSuchKey', 404);
  });

  test('needs s3:GetObjectAcl', async () => {
    const Bucket = await createBucketWith(s3, [Key]);
    await expectPermission(server, iam, 's3:GetObjectAcl', s3Arn(Bucket, Key), (client) =>
      client.send(new GetObjectAclCommand({ Bucket, Key })),
    );
  });
});
