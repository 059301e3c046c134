import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { useAccounts } from '../harness/accounts.ts';
import { createBucket } from '../harness/buckets.ts';
import { iamClient, kmsClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { createKey } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const place = useAccounts();
const [owners, strangers] = [place.createAccount('owners'), place.createAccount('strangers')];
const server = await useServer(place);
const kms = kmsClient(server, owners.credentials);
const Plaintext = Buffer.from('x');

interface Grant {
  readonly AWS: string | readonly string[];
  readonly Action: string | readonly string[];
  readonly Condition?: object;
}

/** A key of the owners that its account rules, and whose policy grants this besides. */
async function keyThatGrants({ AWS, Action, Condition }: Grant) {
  const key = await createKey(kms);
  const statement = { Effect: 'Allow', Principal: { AWS }, Action, Resource: '*', Condition };
  const Policy = policyText(
    { Effect: 'Allow', Principal: { AWS: owners.id }, Action: 'kms:*', Resource: '*' },
    statement,
  );
  await kms.send(new PutKeyPolicyCommand({ KeyId: key.id, Policy }));
  return key;
}

describe('the policy of a key', () => {
  test('opens it to another account, whose own policies must allow too', async () => {
    const { arn: KeyId } = await keyThatGrants({ AWS: strangers.id, Action: 'kms:Encrypt' });
    const encrypt = new EncryptCommand({ KeyId, Plaintext });
    await kmsClient(server, strangers.credentials).send(encrypt);
    const nobody = await createUser(iamClient(server, strangers.credentials));
    const refused = kmsClient(server, nobody.credentials).send(encrypt);
    await expectError(refused, 'AccessDeniedException', 400);
    const describe = new DescribeKeyCommand({ KeyId });
    const beyond = kmsClient(server, strangers.credentials).send(describe);
    await expectError(beyond, 'AccessDeniedException', 400);
  });

  test('gives nobody of another account the managing of it', async () => {
    const { arn: KeyId } = await keyThatGrants({ AWS: strangers.id, Action: 'kms:*' });
    const stranger = kmsClient(server, strangers.credentials);
    await stranger.send(new DescribeKeyCommand({ KeyId }));
    const get = stranger.send(new GetKeyPolicyCommand({ KeyId }));
    await expectError(get, 'AccessDeniedException', 400);
  });

  test('may leave a key to S3 alone, and to the objects of one bucket', async () => {
    const ours = s3Client(server, owners.credentials);
    const Bucket = await createBucket(ours);
    const user = await createUser(iamClient(server, owners.credentials), allow('s3:*', '*'));
    const { arn: SSEKMSKeyId } = await keyThatGrants({
      AWS: user.arn,
      Action: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'],
      Condition: {
        StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${Bucket}/*` },
      },
    });
    const s3 = s3Client(server, user.credentials);
    const sse = { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId };
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'text', ...sse }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    assert.equal(await got.Body?.transformToString(), 'text');
    const elsewhere = { Bucket: await createBucket(ours), Key: 'a', ...sse };
    await expectError(s3.send(new PutObjectCommand(elsewhere)), 'AccessDenied', 403);
    const direct = kmsClient(server, user.credentials).send(
      new EncryptCommand({ KeyId: SSEKMSKeyId, Plaintext }),
    );
    await expectError(direct, 'AccessDeniedException', 400);
  });

  test('of the default key of S3 lets everyone of the account use it, by way of S3', async () => {
    const user = await createUser(iamClient(server, owners.credentials), allow('s3:*', '*'));
    const s3 = s3Client(server, user.credentials);
    const Bucket = await createBucket(s3Client(server, owners.credentials));
    const name = { Bucket, Key: 'a' };
    const put = await s3.send(new PutObjectCommand({ ...name, ServerSideEncryption: 'aws:kms' }));
    await s3.send(new GetObjectCommand(name));
    const direct = kms.send(new EncryptCommand({ KeyId: put.SSEKMSKeyId, Plaintext }));
    await expectError(direct, 'AccessDeniedException', 400, /no resource-based policy allows/);
    const shown = await kms.send(new GetKeyPolicyCommand({ KeyId: put.SSEKMSKeyId }));
    assert.match(shown.Policy ?? '', /kms:ViaService/);
  });
});
