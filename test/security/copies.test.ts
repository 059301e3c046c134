import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CopyObjectCommand,
  GetObjectCommand,
  ListPartsCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { createBucket, createBucketWith } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { allow, createUser, deny, type Statement } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { errorCode, sendSigned } from '../conformance/harness/signed-request.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';
import { createUpload } from '../conformance/harness/uploads.ts';

const server = await useServer();
const [s3, iam] = [s3Client(server), iamClient(server)];
const source = await createBucketWith(s3, ['secret'], 'the secret');
const Bucket = await createBucket(s3);
const CopySource = `${source}/secret`;
const [read, write] = [
  allow('s3:GetObject', `arn:aws:s3:::${source}/secret`),
  allow('s3:PutObject', `arn:aws:s3:::${Bucket}/*`),
];

/** Both copies as a user with these rights: refused, and nothing is copied. */
async function refusesBoth(...statements: readonly Statement[]): Promise<void> {
  const user = s3Client(server, (await createUser(iam, ...statements)).credentials);
  const Key = uniqueName('copy');
  const copied = user.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
  await expectError(copied, 'AccessDenied', 403);
  await expectError(s3.send(new GetObjectCommand({ Bucket, Key })), 'NoSuchKey', 404);
  const upload = await createUpload(s3, Bucket, Key);
  const part = user.send(new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource }));
  await expectError(part, 'AccessDenied', 403);
  const { Parts = [] } = await s3.send(new ListPartsCommand(upload));
  assert.deepEqual(Parts, []);
}

describe('GHSA-mx42: both ends of both copies are authorized', () => {
  test('reading and writing together are enough', async () => {
    const user = s3Client(server, (await createUser(iam, read, write)).credentials);
    await user.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    const upload = await createUpload(s3, Bucket, 'parts');
    await user.send(new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource }));
  });

  test('without the right to read the source', () => refusesBoth(write));
  test('without the right to write the target', () => refusesBoth(read));
  test('with the right to read another object', () =>
    refusesBoth(write, allow('s3:GetObject', `arn:aws:s3:::${source}/secret/`)));
  test('with a Deny on the source', () =>
    refusesBoth(allow('s3:*', '*'), deny('s3:GetObject', `arn:aws:s3:::${source}/*`)));
  test('with a Deny on the target', () =>
    refusesBoth(allow('s3:*', '*'), deny('s3:PutObject', `arn:aws:s3:::${Bucket}/*`)));
  test('with the right to the source under another spelling of its key only', () =>
    refusesBoth(write, allow('s3:GetObject', `arn:aws:s3:::${source}/%73ecret`)));
});

describe('CVE-2024-47866: a copy source that is none is 400, and the server lives on', () => {
  for (const value of [
    '',
    '/',
    '//',
    source,
    `/${source}`,
    `/${source}/`,
    '?',
    '?versionId=',
    '%',
  ]) {
    test(`"${value}"`, async () => {
      const key = uniqueName('copy');
      const answer = await sendSigned(server, {
        ...{ method: 'PUT', path: `/${Bucket}/${key}`, credentials: server.root },
        headers: { 'x-amz-copy-source': value },
      });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
      await expectError(s3.send(new GetObjectCommand({ Bucket, Key: key })), 'NoSuchKey', 404);
    });
  }
});
