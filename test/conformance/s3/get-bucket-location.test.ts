import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateBucketCommand, GetBucketLocationCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

describe('GetBucketLocation', () => {
  test('answers an empty constraint for us-east-1', async () => {
    const Bucket = await createBucket(s3);
    const request = { path: `/${Bucket}`, query: 'location', credentials: server.root };
    const { text } = await sendSigned(server, request);
    assert.match(
      text,
      /<LocationConstraint xmlns="http:\/\/s3\.amazonaws\.com\/doc\/2006-03-01\/"\s*(\/>|><\/LocationConstraint>)/,
    );
  });

  test('answers the region that the bucket was made in', async () => {
    const Bucket = uniqueName('bucket');
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-3' } as const;
    const client = s3Client(server, server.root, { region: 'eu-west-3' });
    await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    assert.equal(LocationConstraint, 'eu-west-3');
  });

  test('refuses a bucket that does not exist', async () => {
    const call = s3.send(new GetBucketLocationCommand({ Bucket: 'no-such-bucket-here' }));
    await expectError(call, 'NoSuchBucket', 404);
  });

  test('needs s3:GetBucketLocation on the bucket', async () => {
    const Bucket = await createBucket(s3);
    await expectPermission(server, iam, 's3:GetBucketLocation', s3Arn(Bucket), (client) =>
      client.send(new GetBucketLocationCommand({ Bucket })),
    );
  });
});
