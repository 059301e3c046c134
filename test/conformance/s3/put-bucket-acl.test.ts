import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
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

describe('PutBucketAcl', () => {
  test('puts a canned list in place of the one before', async () => {
    const Bucket = await open();
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    const { Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    assert.match(Grants?.[0]?.Grantee?.URI ?? '', /AllUsers$/);
    assert.equal(Grants?.[0]?.Permission, 'READ');
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
    const after = await s3.send(new GetBucketAclCommand({ Bucket }));
    assert.equal(after.Grants?.length, 1);
  });

  test('takes back the list that GetBucketAcl gave', async () => {
    const Bucket = await open();
    const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    const AccessControlPolicy = { Owner, Grants };
    await s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy }));
    const after = await s3.send(new GetBucketAclCommand({ Bucket }));
    assert.deepEqual(after.Grants, Grants);
  });

  test('refuses a bucket whose lists are switched off, as they are at first', async () => {
    const Bucket = await createBucket(s3);
    const call = s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
    await expectError(call, 'AccessControlListNotSupported', 400);
  });

  test('refuses a grantee that does not exist', async () => {
    const Bucket = await open();
    const call = s3.send(new PutBucketAclCommand({ Bucket, GrantRead: 'id=nobody' }));
    await expectError(call, 'InvalidArgument', 400, /Invalid id/);
  });

  test('needs s3:PutBucketAcl', async () => {
    const Bucket = await open();
    await expectPermission(server, iam, 's3:PutBucketAcl', s3Arn(Bucket), (client) =>
      client.send(new PutBucketAclCommand({ Bucket, ACL: 'private' })),
    );
  });
});
