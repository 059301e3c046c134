import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  type GetFederationTokenCommandInput,
} from '@aws-sdk/client-sts';
import { createBucket } from '../harness/buckets.ts';
import { iamClient, s3Client, stsClient } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { type Credentials, useServer } from '../harness/server.ts';
import { assume, createTrustedRole, trust, usable } from './trusted-roles.ts';

const server = await useServer();
const iam = iamClient(server);
const bucket = await createBucket(s3Client(server));
const rights = ['sts:GetFederationToken', 'sts:TagSession', 's3:ListBucket', 's3:PutObject'];
const user = await createUser(iam, allow(rights, '*'));
const accountId = user.arn.split(':')[4] ?? '';

async function federate(
  credentials: Credentials,
  input: Partial<GetFederationTokenCommandInput> = {},
) {
  const command = new GetFederationTokenCommand({ Name: 'bob', ...input });
  const answer = await stsClient(server, credentials).send(command);
  return { answer, session: usable(answer.Credentials) };
}

const list = (credentials: Credentials) =>
  s3Client(server, credentials).send(new ListObjectsV2Command({ Bucket: bucket }));
const put = (credentials: Credentials) =>
  s3Client(server, credentials).send(
    new PutObjectCommand({ Bucket: bucket, Key: 'key', Body: 'x' }),
  );
const Policy = policyText(allow(['s3:ListBucket', 's3:ListAllMyBuckets'], '*'));

describe('GetFederationToken', () => {
  test('names the federated user', async () => {
    const { answer, session } = await federate(user.credentials, { Policy });
    const arn = `arn:aws:sts::${accountId}:federated-user/bob`;
    assert.deepEqual(answer.FederatedUser, { FederatedUserId: `${accountId}:bob`, Arn: arn });
    const who = await stsClient(server, session).send(new GetCallerIdentityCommand({}));
    assert.deepEqual([who.Arn, who.UserId], [arn, `${accountId}:bob`]);
    assert.ok((answer.PackedPolicySize ?? 0) > 0);
  });

  test('may do what both its policy and its maker may', async () => {
    const { session } = await federate(user.credentials, { Policy });
    await list(session);
    await expectError(put(session), 'AccessDenied', 403, /no session policy allows/);
    const buckets = s3Client(server, session).send(new ListBucketsCommand({}));
    await expectError(buckets, 'AccessDenied', 403, /no identity-based policy allows/);
    const { session: bare } = await federate(user.credentials);
    await expectError(list(bare), 'AccessDenied', 403, /no session policy allows/);
    const { session: ofRoot } = await federate(server.root, { Policy });
    await s3Client(server, ofRoot).send(new ListBucketsCommand({}));
    await expectError(put(ofRoot), 'AccessDenied', 403);
  });

  test('calls no IAM, and of STS only GetCallerIdentity', async () => {
    const { session } = await federate(server.root, { Policy: policyText(allow('*', '*')) });
    const users = iamClient(server, session).send(new ListUsersCommand({}));
    await expectError(users, 'InvalidClientTokenId', 403);
    const again = federate(session);
    const words = /^Cannot call GetFederationToken with session credentials$/;
    await expectError(again, 'AccessDenied', 403, words);
    const role = await createTrustedRole(iam, [trust({ AWS: accountId })]);
    const chain = assume(stsClient(server, session), role);
    await expectError(chain, 'AccessDenied', 403, /^Cannot call AssumeRole with/);
  });

  test('needs the right on the federated user, and sts:TagSession for tags', async () => {
    const nobody = await createUser(iam);
    const arn = `arn:aws:sts::${accountId}:federated-user/bob`;
    const words = notAuthorized(nobody.arn, 'sts:GetFederationToken', arn);
    await expectError(federate(nobody.credentials), 'AccessDenied', 403, words);
    const plain = await createUser(iam, allow('sts:GetFederationToken', arn));
    await federate(plain.credentials);
    const Tags = [{ Key: 'team', Value: 'blue' }];
    const tagged = federate(plain.credentials, { Tags });
    await expectError(tagged, 'AccessDenied', 403, /sts:TagSession/);
    await federate(user.credentials, { Tags });
    const twice = [...Tags, { Key: 'Team', Value: 'red' }];
    await expectError(federate(user.credentials, { Tags: twice }), 'InvalidInput', 400);
  });

  test('refuses a policy that cannot be read, and one that is too large', async () => {
    const malformed = federate(user.credentials, { Policy: '{' });
    await expectError(malformed, 'MalformedPolicyDocument', 400);
    const names = Array.from({ length: 100 }, (_, i) => `arn:aws:s3:::bucket-${i}`);
    const large = federate(user.credentials, { Policy: policyText(allow('s3:*', names)) });
    await expectError(large, 'PackedPolicyTooLarge', 400);
  });
});
