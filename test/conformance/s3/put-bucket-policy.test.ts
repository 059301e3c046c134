import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const put = (Bucket: string, Policy: string) =>
  s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
const open = async () => {
  const Bucket = await createBucket(s3);
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  return Bucket;
};

describe('PutBucketPolicy', () => {
  test('keeps a policy byte for byte, and answers 204', async () => {
    const Bucket = await open();
    const user = await createUser(iam);
    const statement = {
      ...allow('s3:GetObject', s3Arn(Bucket, '*')),
      Principal: { AWS: user.arn },
    };
    const policy = ` ${policyText(statement)}\n `;
    const { $metadata } = await put(Bucket, policy);
    assert.equal($metadata.httpStatusCode, 204);
    const kept = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    assert.equal(kept.Policy, policy);
  });

  const statement = (Bucket: string) => allow('s3:GetObject', s3Arn(Bucket, '*'));
  const malformed: readonly [string, (bucket: string) => string, RegExp][] = [
    ['that is no JSON', () => 'no', /must be valid JSON/],
    ['with no principal', (b) => policyText(statement(b)), /Missing required field Principal/],
    [
      'with a user that does not exist',
      (b) =>
        policyText({ ...statement(b), Principal: { AWS: 'arn:aws:iam::999999999999:user/x' } }),
      /Invalid principal in policy/,
    ],
    [
      'for another bucket',
      () => policyText({ ...statement('another-bucket'), Principal: '*' }),
      /Policy has invalid resource/,
    ],
    [
      'whose action fits no resource',
      (b) => policyText({ ...allow('s3:GetObject', s3Arn(b)), Principal: '*' }),
      /Action does not apply to any resource/,
    ],
    [
      'with an action that does not exist',
      (b) => policyText({ ...allow('s3:Nothing', s3Arn(b)), Principal: '*' }),
      /invalid action/,
    ],
    [
      'with an unknown effect',
      (b) => policyText({ ...statement(b), Effect: 'Maybe', Principal: '*' }),
      /./,
    ],
    [
      'that names a key twice',
      (b) =>
        policyText({ ...statement(b), Principal: '*' }).replace('{', '{"Version":"2012-10-17",'),
      /./,
    ],
  ];
  for (const [name, text, message] of malformed) {
    test(`refuses a policy ${name} and keeps none`, async () => {
      const Bucket = await open();
      await expectError(put(Bucket, text(Bucket)), 'MalformedPolicy', 400, message);
      const read = s3.send(new GetBucketPolicyCommand({ Bucket }));
      await expectError(read, 'NoSuchBucketPolicy', 404);
    });
  }

  test('refuses a public policy while the bucket blocks them', async () => {
    const Bucket = await createBucket(s3);
    const policy = policyText({ ...statement(Bucket), Principal: '*' });
    await expectError(put(Bucket, policy), 'AccessDenied', 403, /BlockPublicPolicy/);
  });

  test('refuses a policy above 20 kilobytes', async () => {
    const Bucket = await open();
    const Sid = 'x'.repeat(20_480);
    const policy = policyText({ ...statement(Bucket), Principal: '*', Sid });
    await expectError(put(Bucket, policy), 'MalformedPolicy', 400);
  });

  test('lets the root of the account change even a policy that denies it', async () => {
    const Bucket = await open();
    const denial = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: s3Arn(Bucket) };
    await put(Bucket, policyText(denial));
    const kept = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    assert.ok(kept.Policy?.includes('Deny'));
    await put(Bucket, policyText({ ...statement(Bucket), Principal: '*' }));
  });

  test('refuses a bucket that does not exist', async () => {
    const policy = policyText({ ...statement('no-such-bucket-here'), Principal: '*' });
    await expectError(put('no-such-bucket-here', policy), 'NoSuchBucket', 404);
  });

  test('needs s3:PutBucketPolicy on the bucket', async () => {
    const Bucket = await open();
    const Policy = policyText({ ...statement(Bucket), Principal: '*' });
    await expectPermission(server, iam, 's3:PutBucketPolicy', s3Arn(Bucket), (client) =>
      client.send(new PutBucketPolicyCommand({ Bucket, Policy })),
    );
  });
});
