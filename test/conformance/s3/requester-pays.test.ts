import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CopyObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketRequestPaymentCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { useAccounts } from '../harness/accounts.ts';
import { createBucket, createBucketWith, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';

const place = useAccounts();
const [owners, requesters] = [place.createAccount('owners'), place.createAccount('requesters')];
const server = await useServer(place);
const owner = s3Client(server, owners.credentials);
const requester = s3Client(server, requesters.credentials);
const RequestPayer = 'requester';

/** A bucket that everyone may use, and whose requesters pay. */
async function paidBucket(): Promise<string> {
  const Bucket = await createBucketWith(owner, ['key']);
  await putBucketPolicy(owner, Bucket, {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:*',
    Resource: [s3Arn(Bucket), s3Arn(Bucket, '*')],
  });
  const RequestPaymentConfiguration = { Payer: 'Requester' as const };
  await owner.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
  return Bucket;
}

describe('a Requester Pays bucket', () => {
  test('is read and written by those of other accounts who say that they pay', async () => {
    const Bucket = await paidBucket();
    const name = { Bucket, Key: 'key' };
    await expectError(requester.send(new GetObjectCommand(name)), 'AccessDenied', 403);
    await expectError(requester.send(new PutObjectCommand(name)), 'AccessDenied', 403);
    await expectError(requester.send(new ListObjectsV2Command({ Bucket })), 'AccessDenied', 403);
    const got = await requester.send(new GetObjectCommand({ ...name, RequestPayer }));
    assert.equal(got.RequestCharged, 'requester');
    assert.equal(await got.Body?.transformToString(), 'key');
    const put = await requester.send(new PutObjectCommand({ ...name, RequestPayer, Body: 'new' }));
    assert.equal(put.RequestCharged, 'requester');
    const listed = await requester.send(new ListObjectsV2Command({ Bucket, RequestPayer }));
    assert.equal(listed.RequestCharged, 'requester');
    assert.equal(listed.KeyCount, 1);
  });

  test('charges its owner nothing, whatever the request says', async () => {
    const name = { Bucket: await paidBucket(), Key: 'key' };
    const got = await owner.send(new GetObjectCommand(name));
    assert.equal(got.RequestCharged, undefined);
    const told = await owner.send(new GetObjectCommand({ ...name, RequestPayer }));
    assert.equal(told.RequestCharged, undefined);
  });

  test('is closed to those whom nobody knows', async () => {
    const name = { Bucket: await paidBucket(), Key: 'key' };
    const anonymous = anonymousS3Client(server);
    await expectError(anonymous.send(new GetObjectCommand(name)), 'AccessDenied', 403);
    const told = new GetObjectCommand({ ...name, RequestPayer });
    await expectError(anonymous.send(told), 'AccessDenied', 403);
  });

  test('is a source of copies for those who say that they pay', async () => {
    const CopySource = `${await paidBucket()}/key`;
    const to = { Bucket: await createBucket(requester), Key: 'copy', CopySource };
    await expectError(requester.send(new CopyObjectCommand(to)), 'AccessDenied', 403);
    await requester.send(new CopyObjectCommand({ ...to, RequestPayer }));
  });

  test('takes no other word for it', async () => {
    const path = `/${await paidBucket()}/key`;
    const { credentials } = requesters;
    const headers = { 'x-amz-request-payer': 'owner' };
    const answer = await sendSigned(server, { path, headers, credentials });
    assert.ok([400, 403].includes(answer.status), answer.text);
  });
});
