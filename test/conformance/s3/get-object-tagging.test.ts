import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetObjectTaggingCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const make = async () => ({ Bucket: await createBucketWith(s3, ['a']), Key: 'a' });
const TagSet = [{ Key: 'team', Value: 'red' }];

describe('GetObjectTagging', () => {
  test('returns the tags that were put', async () => {
    const target = await make();
    await s3.send(new PutObjectTaggingCommand({ ...target, Tagging: { TagSet } }));
    const answer = await s3.send(new GetObjectTaggingCommand(target));
    assert.deepEqual(answer.TagSet, TagSet);
  });

  test('returns none for an object without tags, and refuses one that does not exist', async () => {
    const target = await make();
    assert.deepEqual((await s3.send(new GetObjectTaggingCommand(target))).TagSet, []);
    const missing = new GetObjectTaggingCommand({ ...target, Key: 'none' });
    await expectError(s3.send(missing), 'NoSuchKey', 404);
  });

  test('refuses a bucket that does not exist', async () => {
    const target = { ...(await make()), Bucket: 'no-such-bucket-here' };
    await expectError(s3.send(new GetObjectTaggingCommand(target)), 'NoSuchBucket', 404);
  });

  test('needs s3:GetObjectTagging', async () => {
    const target = await make();
    await s3.send(new PutObjectTaggingCommand({ ...target, Tagging: { TagSet } }));
    await expectPermission(
      server,
      iam,
      's3:GetObjectTagging',
      s3Arn(target.Bucket, 'a'),
      (client) => client.send(new GetObjectTaggingCommand(target)),
    );
  });
});
