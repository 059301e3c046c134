import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const credentials = server.root;

const isMissing = (Bucket: string) =>
  expectError(s3.send(new HeadBucketCommand({ Bucket })), undefined, 404);

describe('CreateBucket', () => {
  test('makes a bucket and answers with its place', async () => {
    const Bucket = uniqueName('bucket');
    const { Location } = await s3.send(new CreateBucketCommand({ Bucket }));
    assert.equal(Location, `/${Bucket}`);
    await s3.send(new HeadBucketCommand({ Bucket }));
  });

  test("makes it with today's defaults: no ACLs, and no public access", async () => {
    const Bucket = await createBucket(s3);
    const ownership = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    assert.equal(ownership.OwnershipControls?.Rules?.[0]?.ObjectOwnership, 'BucketOwnerEnforced');
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    assert.deepEqual(block.PublicAccessBlockConfiguration, {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  test('in another region than us-east-1 takes the constraint of that region', async () => {
    const Bucket = uniqueName('bucket');
    const west = s3Client(server, credentials, { region: 'us-west-1' });
    const CreateBucketConfiguration = { LocationConstraint: 'us-west-1' } as const;
    await west.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const { LocationConstraint } = await west.send(new GetBucketLocationCommand({ Bucket }));
    assert.equal(LocationConstraint, 'us-west-1');
  });

  test('in another region without a constraint is refused', async () => {
    const west = s3Client(server, credentials, { region: 'us-west-1' });
    // The SDK would add the constraint by itself.
    const path = `/${uniqueName('bucket')}`;
    const region = await west.config.region();
    const answer = await sendSigned(server, { method: 'PUT', path, credentials, region });
    const code = 'IllegalLocationConstraintException';
    assert.deepEqual([answer.status, errorCode(answer)], [400, code], answer.text);
  });

  test('refuses us-east-1 as a constraint, and places that do not exist', async () => {
    for (const place of ['us-east-1', 'atlantis']) {
      const path = `/${uniqueName('bucket')}`;
      const body =
        '<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        `<LocationConstraint>${place}</LocationConstraint></CreateBucketConfiguration>`;
      const answer = await sendSigned(server, { method: 'PUT', path, body, credentials });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidLocationConstraint']);
    }
  });

  test('of a bucket that is yours succeeds again in us-east-1', async () => {
    const Bucket = await createBucket(s3);
    const { Location } = await s3.send(new CreateBucketCommand({ Bucket }));
    assert.equal(Location, `/${Bucket}`);
  });

  const badNames = ['ab', 'a'.repeat(64), 'Upper', 'under_score', '192.168.0.1', '-a-b', 'a..b'];
  for (const name of [...badNames, 'xn--abc', 'abc-s3alias', 'amzn-s3-demo-']) {
    test(`refuses the name ${name.slice(0, 20)}`, async () => {
      const answer = await sendSigned(server, { method: 'PUT', path: `/${name}`, credentials });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidBucketName'], answer.text);
    });
  }

  test('refuses a body that is no XML, and one with a DOCTYPE', async () => {
    const Bucket = uniqueName('bucket');
    for (const body of ['<Create', '<!DOCTYPE a [<!ENTITY b "c">]><CreateBucketConfiguration/>']) {
      const answer = await sendSigned(server, {
        method: 'PUT',
        path: `/${Bucket}`,
        body,
        credentials,
      });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'MalformedXML'], answer.text);
    }
    await isMissing(Bucket);
  });

  test('refuses an ACL together with ACLs turned off', async () => {
    const Bucket = uniqueName('bucket');
    const call = s3.send(
      new CreateBucketCommand({
        Bucket,
        ACL: 'public-read',
        ObjectOwnership: 'BucketOwnerEnforced',
      }),
    );
    await expectError(call, 'InvalidBucketAclWithObjectOwnership', 400);
    await isMissing(Bucket);
  });

  test('refuses a user without s3:CreateBucket, in words', async () => {
    const Bucket = uniqueName('bucket');
    const user = await createUser(iam);
    const call = s3Client(server, user.credentials).send(new CreateBucketCommand({ Bucket }));
    const words = notAuthorized(user.arn, 's3:CreateBucket', s3Arn(Bucket));
    await expectError(call, 'AccessDenied', 403, words);
    await isMissing(Bucket);
  });

  test('lets a user make only what his policy names', async () => {
    const prefix = uniqueName('team');
    const user = await createUser(iam, allow('s3:CreateBucket', s3Arn(`${prefix}-*`)));
    const client = s3Client(server, user.credentials);
    await client.send(new CreateBucketCommand({ Bucket: `${prefix}-a` }));
    const other = client.send(new CreateBucketCommand({ Bucket: uniqueName('bucket') }));
    await expectError(other, 'AccessDenied', 403);
  });

  test('refuses an anonymous caller', async () => {
    const Bucket = uniqueName('bucket');
    const call = anonymousS3Client(server).send(new CreateBucketCommand({ Bucket }));
    await expectError(call, 'AccessDenied', 403, /^Access Denied$/);
    await isMissing(Bucket);
  });
});
