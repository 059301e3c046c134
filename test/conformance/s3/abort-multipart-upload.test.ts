import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { allow, createUser, deny } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createUpload, uploadPart } from '../harness/uploads.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const begin = async () => createUpload(s3, await createBucket(s3), 'a');

describe('AbortMultipartUpload', () => {
  test('ends the upload and its parts, and answers 204', async () => {
    const upload = await begin();
    await uploadPart(s3, upload, 1, 'x');
    const { $metadata } = await s3.send(new AbortMultipartUploadCommand(upload));
    assert.equal($metadata.httpStatusCode, 204);
    const listing = new ListMultipartUploadsCommand({ Bucket: upload.Bucket });
    assert.deepEqual((await s3.send(listing)).Uploads ?? [], []);
    await expectError(uploadPart(s3, upload, 2, 'x'), 'NoSuchUpload', 404);
  });

  test('refuses an upload that does not exist', async () => {
    const upload = await begin();
    await s3.send(new AbortMultipartUploadCommand(upload));
    await expectError(s3.send(new AbortMultipartUploadCommand(upload)), 'NoSuchUpload', 404);
  });

  test('is allowed to whom began the upload, unless a policy denies it', async () => {
    const Bucket = await createBucket(s3);
    const starter = await createUser(iam, allow('s3:PutObject', s3Arn(Bucket, '*')));
    const client = s3Client(server, starter.credentials);
    await client.send(new AbortMultipartUploadCommand(await createUpload(client, Bucket, 'a')));
    const denied = await createUser(
      iam,
      allow('s3:PutObject', s3Arn(Bucket, '*')),
      deny('s3:AbortMultipartUpload', '*'),
    );
    const stopped = s3Client(server, denied.credentials);
    const upload = await createUpload(stopped, Bucket, 'a');
    const call = stopped.send(new AbortMultipartUploadCommand(upload));
    await expectError(call, 'AccessDenied', 403);
  });

  test('of an upload of someone else needs s3:AbortMultipartUpload on the object', async () => {
    const upload = await begin();
    const resource = s3Arn(upload.Bucket, 'a');
    await expectPermission(server, iam, 's3:AbortMultipartUpload', resource, (client) =>
      client.send(new AbortMultipartUploadCommand(upload)),
    );
  });
});
