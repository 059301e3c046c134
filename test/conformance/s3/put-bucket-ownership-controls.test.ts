import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketOwnershipControlsCommand,
  PutBucketOwnershipControlsCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const rule = (
  ObjectOwnership: 'BucketOwnerPreferred' | 'ObjectWriter' | 'BucketOwnerEnforced',
) => ({
  Rules: [{ ObjectOwnership }],
});

describe('PutBucketOwnershipControls', () => {
  for (const ownership of [
    'BucketOwnerPreferred',
    'ObjectWriter',
    'BucketOwnerEnforced',
  ] as const) {
    test(`sets ${ownership}`, async () => {
      const Bucket = await createBucket(s3);
      const OwnershipControls = rule(ownership);
      await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
      const kept = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      assert.deepEqual(kept.OwnershipControls, OwnershipControls);
    });
  }

  const unknown = '<Rule><ObjectOwnership>Everyone</ObjectOwnership></Rule>';
  for (const content of [unknown, '', '<Rule>']) {
    test(`refuses the controls "${content}"`, async () => {
      const Bucket = await createBucket(s3);
      const body = `<OwnershipControls>${content}</OwnershipControls>`;
      const request = { method: 'PUT', path: `/${Bucket}`, query: 'ownershipControls', body };
      const answer = await sendSigned(server, { ...request, credentials: server.root });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'MalformedXML'], answer.text);
    });
  }

  test('refuses a bucket that does not exist', async () => {
    const input = { Bucket: 'no-such-bucket-here', OwnershipControls: rule('ObjectWriter') };
    await expectError(s3.send(new PutBucketOwnershipControlsCommand(input)), 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketOwnershipControls on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const command = { Bucket, OwnershipControls: rule('ObjectWriter') };
    const resource = s3Arn(Bucket);
    await expectPermission(server, iam, 's3:PutBucketOwnershipControls', resource, (client) =>
      client.send(new PutBucketOwnershipControlsCommand(command)),
    );
  });
});
