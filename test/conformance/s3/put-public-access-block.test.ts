import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { createBucket, putBucketPolicy, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { allow } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const none = {
  BlockPublicAcls: false,
  BlockPublicPolicy: false,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
};

describe('PutPublicAccessBlock', () => {
  test('keeps what it is given, and takes what is left out as false', async () => {
    const Bucket = await createBucket(s3);
    const PublicAccessBlockConfiguration = { BlockPublicPolicy: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    const kept = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    const expected = { ...none, BlockPublicPolicy: true };
    assert.deepEqual(kept.PublicAccessBlockConfiguration, expected);
  });

  test('that restricts public buckets closes one that a policy had opened', async () => {
    const Bucket = await createBucket(s3);
    const statement = { ...allow('s3:ListBucket', s3Arn(Bucket)), Principal: '*' };
    await putBucketPolicy(s3, Bucket, statement);
    const list = async () => (await sendSigned(server, { path: `/${Bucket}` })).status;
    assert.equal(await list(), 200);
    const PublicAccessBlockConfiguration = { ...none, RestrictPublicBuckets: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    assert.equal(await list(), 403);
  });

  for (const body of [
    '',
    '<Public',
    '<Other/>',
    '<PublicAccessBlockConfiguration><BlockPublicAcls>maybe</BlockPublicAcls></PublicAccessBlockConfiguration>',
  ]) {
    test(`refuses the body "${body}"`, async () => {
      const Bucket = await createBucket(s3);
      const request = { method: 'PUT', path: `/${Bucket}`, query: 'publicAccessBlock', body };
      const answer = await sendSigned(server, { ...request, credentials: server.root });
      const code = errorCode(answer) ?? '';
      assert.equal(answer.status, 400, answer.text);
      assert.ok(['MalformedXML', 'MissingRequestBodyError'].includes(code), code);
    });
  }

  test('refuses a bucket that does not exist', async () => {
    const input = { Bucket: 'no-such-bucket-here', PublicAccessBlockConfiguration: none };
    await expectError(s3.send(new PutPublicAccessBlockCommand(input)), 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketPublicAccessBlock on the bucket', async () => {
    const Bucket = await createBucket(s3);
    const resource = s3Arn(Bucket);
    const command = { Bucket, PublicAccessBlockConfiguration: none };
    await expectPermission(server, iam, 's3:PutBucketPublicAccessBlock', resource, (client) =>
      client.send(new PutPublicAccessBlockCommand(command)),
    );
  });
});
