import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketAclCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('GetBucketAcl', () => {
  test('gives the owner full control of a bucket whose lists are switched off', async () => {
    const Bucket = await createBucket(s3);
    const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    assert.match(Owner?.ID ?? '', /^[0-9a-f]{64}$/);
    assert.equal(Grants?.length, 1);
    assert.equal(Grants[0]?.Permission, 'FULL_CONTROL');
    assert.equal(Grants[0]?.Grantee?.ID, Owner?.ID);
    assert.equal(Grants[0]?.Grantee?.Type, 'CanonicalUser');
  });

  test('refuses a bucket that does not exist', async () => {
    const call = s3.send(new GetBucketAclCommand({ Bucket: 'no-such-bucket-here' }));
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:GetBucketAcl', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:GetBucketAcl', s3Arn(Bucket), (client) =>
      client.send(new GetBucketAclCommand({ Bucket })),
    );
  });
});
