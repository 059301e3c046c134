import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetBucketTaggingCommand, PutBucketTaggingCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const make = async () => ({ Bucket: await createBucket(s3) });
const TagSet = [{ Key: 'team', Value: 'red' }];

describe('GetBucketTagging', () => {
  test('returns the tags that were put', async () => {
    const target = await make();
    await s3.send(new PutBucketTaggingCommand({ ...target, Tagging: { TagSet } }));
    const answer = await s3.send(new GetBucketTaggingCommand(target));
    assert.deepEqual(answer.TagSet, TagSet);
  });

  test('refuses a bucket without tags', async () => {
    const call = s3.send(new GetBucketTaggingCommand(await make()));
    await expectError(call, 'NoSuchTagSet', 404, /TagSet does not exist/);
  });

  test('refuses a bucket that does not exist', async () => {
    const target = { ...(await make()), Bucket: 'no-such-bucket-here' };
    await expectError(s3.send(new GetBucketTaggingCommand(target)), 'NoSuchBucket', 404);
  });

  test('needs s3:GetBucketTagging', async () => {
    const target = await make();
    await s3.send(new PutBucketTaggingCommand({ ...target, Tagging: { TagSet } }));
    await expectPermission(server, iam, 's3:GetBucketTagging', s3Arn(target.Bucket), (client) =>
      client.send(new GetBucketTaggingCommand(target)),
    );
  });
});
