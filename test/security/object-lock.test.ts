import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { allow, createUser, deny, type Statement } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';

const server = await useServer();
const [s3, iam] = [s3Client(server), iamClient(server)];
const Bucket = uniqueName('locked');
await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
const dayMs = 86_400_000;
const everything = allow('s3:*', '*');
const bypass = 's3:BypassGovernanceRetention';

async function lockedVersion(mode: 'GOVERNANCE' | 'COMPLIANCE') {
  const Key = uniqueName('locked');
  const { VersionId } = await s3.send(
    new PutObjectCommand({
      ...{ Bucket, Key, Body: 'kept' },
      ...{ ObjectLockMode: mode, ObjectLockRetainUntilDate: new Date(Date.now() + dayMs) },
    }),
  );
  return { Bucket, Key, VersionId };
}

async function userWith(...statements: readonly Statement[]): Promise<S3Client> {
  return s3Client(server, (await createUser(iam, ...statements)).credentials);
}

/** Every way to be rid of a retention, tried by a client; the version must be there after all. */
async function cannotBreak(client: S3Client, mode: 'GOVERNANCE' | 'COMPLIANCE'): Promise<void> {
  const version = await lockedVersion(mode);
  const { Key, VersionId } = version;
  for (const BypassGovernanceRetention of [true, false]) {
    const given = BypassGovernanceRetention ? { BypassGovernanceRetention } : {};
    const deleted = client.send(new DeleteObjectCommand({ ...version, ...given }));
    await expectError(deleted, 'AccessDenied', 403);
    const list = { Bucket, Delete: { Objects: [{ Key, VersionId }] }, ...given };
    const { Errors } = await client.send(new DeleteObjectsCommand(list));
    assert.equal(Errors?.[0]?.Code, 'AccessDenied');
    for (const Retention of [
      {},
      { Mode: mode, RetainUntilDate: new Date(Date.now() + dayMs / 2) },
    ]) {
      const shortened = client.send(
        new PutObjectRetentionCommand({ ...version, Retention, ...given }),
      );
      await expectError(shortened, 'AccessDenied', 403);
    }
  }
  const { Body } = await s3.send(new GetObjectCommand(version));
  assert.equal(await Body?.transformToString(), 'kept');
}

describe('CVE-2023-25812: a Deny of the governance bypass is a Deny', () => {
  test('who may bypass, and says so, deletes a version under governance', async () => {
    const version = await lockedVersion('GOVERNANCE');
    const client = await userWith(everything);
    await expectError(client.send(new DeleteObjectCommand(version)), 'AccessDenied', 403);
    await client.send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention: true }));
    await expectError(s3.send(new GetObjectCommand(version)), 'NoSuchVersion', 404);
  });

  test('with a Deny beside every Allow', async () =>
    cannotBreak(await userWith(everything, deny(bypass, '*')), 'GOVERNANCE'));

  test('with a Deny under a condition that is met', async () => {
    const condition = { StringNotEquals: { 'aws:username': 'nobody' } };
    const denied = { ...deny(bypass, `arn:aws:s3:::${Bucket}/*`), Condition: condition };
    await cannotBreak(await userWith(everything, denied), 'GOVERNANCE');
  });

  test('without the right to bypass at all', async () =>
    cannotBreak(
      await userWith(allow(['s3:DeleteObject*', 's3:PutObject*', 's3:GetObject*'], '*')),
      'GOVERNANCE',
    ));

  test('compliance is not even for root', () => cannotBreak(s3, 'COMPLIANCE'));
});
