import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const make = async () => {
  const target = { Bucket: await createBucket(s3), Key: 'a' };
  await s3.send(new PutObjectCommand({ ...target, Body: 'x', Tagging: 'team=red' }));
  return target;
};

describe('DeleteObjectTagging', () => {
  test('removes all tags and answers 204', async () => {
    const target = await make();
    const { $metadata } = await s3.send(new DeleteObjectTaggingCommand(target));
    assert.equal($metadata.httpStatusCode, 204);
    assert.deepEqual((await s3.send(new GetObjectTaggingCommand(target))).TagSet, []);
  });

  test('refuses an object that does not exist', async () => {
    const command = new DeleteObjectTaggingCommand({ ...(await make()), Key: 'none' });
    await expectError(s3.send(command), 'NoSuchKey', 404);
  });

  test('needs s3:DeleteObjectTagging', async () => {
    const target = await make();
    const resource = s3Arn(target.Bucket, 'a');
    await expectPermission(server, iam, 's3:DeleteObjectTagging', resource, (client) =>
      client.send(new DeleteObjectTaggingCommand(target)),
    );
  });
});
