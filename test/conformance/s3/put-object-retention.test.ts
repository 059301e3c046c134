import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const Key = 'a';

/** A bucket with Object Lock and an object in it. */
async function lockable(): Promise<string> {
  const Bucket = uniqueName('bucket');
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
  return Bucket;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const put = (Bucket: string, Mode: 'GOVERNANCE' | 'COMPLIANCE', days: number, bypass = false) =>
  s3.send(
    new PutObjectRetentionCommand({
      ...{ Bucket, Key, BypassGovernanceRetention: bypass },
      Retention: { Mode, RetainUntilDate: inDays(days) },
    }),
  );

describe('PutObjectRetention', () => {
  test('keeps a version from being deleted, but for the governance bypass', async () => {
    const Bucket = await lockable();
    await put(Bucket, 'GOVERNANCE', 1);
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'b' }));
    await s3.send(
      new PutObjectRetentionCommand({
        ...{ Bucket, Key: 'b' },
        Retention: { Mode: 'GOVERNANCE', RetainUntilDate: inDays(1) },
      }),
    );
    const input = { Bucket, Key: 'b', VersionId };
    await expectError(s3.send(new DeleteObjectCommand(input)), 'AccessDenied', 403);
    const bypass = { ...input, BypassGovernanceRetention: true };
    assert.ok(await s3.send(new DeleteObjectCommand(bypass)));
  });

  test('may become longer but not shorter without the bypass', async () => {
    const Bucket = await lockable();
    await put(Bucket, 'GOVERNANCE', 2);
    await expectError(put(Bucket, 'GOVERNANCE', 1), 'AccessDenied', 403);
    await put(Bucket, 'GOVERNANCE', 3);
    await put(Bucket, 'GOVERNANCE', 1, true);
  });

  test('never becomes shorter in compliance mode', async () => {
    const Bucket = await lockable();
    await put(Bucket, 'COMPLIANCE', 2);
    await expectError(put(Bucket, 'COMPLIANCE', 1, true), 'AccessDenied', 403);
    await expectError(put(Bucket, 'GOVERNANCE', 3, true), 'AccessDenied', 403);
  });

  test('ends as the longest of many that come at once', async () => {
    const Bucket = await lockable();
    const days = [3, 8, 1, 6, 2, 7, 5, 4];
    const done = await Promise.allSettled(days.map((one) => put(Bucket, 'COMPLIANCE', one)));
    const granted = days.filter((_, index) => done[index]?.status === 'fulfilled');
    assert.ok(granted.length > 0);
    const { Retention } = await s3.send(new GetObjectRetentionCommand({ Bucket, Key }));
    const kept = Math.round((Number(Retention?.RetainUntilDate) - Date.now()) / 86_400_000);
    assert.equal(kept, Math.max(...granted));
  });

  test('refuses a date in the past', async () => {
    await expectError(put(await lockable(), 'GOVERNANCE', -1), 'InvalidArgument', 400);
  });

  test('needs s3:PutObjectRetention', async () => {
    const Bucket = await lockable();
    const Retention = { Mode: 'GOVERNANCE' as const, RetainUntilDate: inDays(1) };
    await expectPermission(server, iam, 's3:PutObjectRetention', s3Arn(Bucket, Key), (client) =>
      client.send(new PutObjectRetentionCommand({ Bucket, Key, Retention })),
    );
  });
});
