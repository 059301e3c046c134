import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { s3Client } from '../harness/clients.ts';
import { eventually } from '../harness/eventually.ts';
import { policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const dayMs = 1_000;
const auditFolder = await mkdtemp(join(tmpdir(), 'strongroom-test-audit-'));
after(() => rm(auditFolder, { recursive: true }));
const server = await useServer({
  workers: 2,
  arguments: ['--lifecycle-day', `${dayMs}ms`, '--audit-folder', auditFolder],
});
const s3 = s3Client(server);
const past = new Date('2020-01-01T00:00:00Z');

const put = (Bucket: string, Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: Key, ...more }));

async function putRules(Bucket: string, ...rules: Partial<LifecycleRule>[]): Promise<void> {
  const Rules = rules.map((rule) => ({ Status: 'Enabled' as const, Filter: {}, ...rule }));
  const LifecycleConfiguration = { Rules };
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
}

async function versioned(Status: 'Enabled' | 'Suspended', bucket?: string): Promise<string> {
  const Bucket = bucket ?? (await createBucket(s3));
  const VersioningConfiguration = { Status };
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  return Bucket;
}

/** `key current`, `key noncurrent`, `key marker`: what is there, without ids. */
async function contents(Bucket: string, client = s3): Promise<string[]> {
  const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  const objects = (Versions ?? []).map(
    ({ Key, IsLatest }) => `${Key} ${IsLatest ? 'current' : 'noncurrent'}`,
  );
  return [...objects, ...(DeleteMarkers ?? []).map(({ Key }) => `${Key} marker`)].sort();
}

const storageClass = async (Bucket: string, Key: string) =>
  (await s3.send(new HeadObjectCommand({ Bucket, Key }))).StorageClass;

describe('a lifecycle', { concurrency: 4 }, () => {
  test('removes the objects of an unversioned bucket that its filters are about', async () => {
    const Bucket = await createBucket(s3);
    for (const key of ['old/a', 'old/b', 'new/a', 'dated/a']) await put(Bucket, key);
    await put(Bucket, 'tagged', { Tagging: 'keep=no' });
    await put(Bucket, 'large', { Body: 'x'.repeat(200) });
    await putRules(
      Bucket,
      { ID: 'days', Filter: { Prefix: 'old/' }, Expiration: { Days: 1 } },
      { ID: 'later', Filter: { Prefix: 'new/' }, Expiration: { Days: 3_000 } },
      { ID: 'date', Filter: { Prefix: 'dated/' }, Expiration: { Date: past } },
      { ID: 'tag', Filter: { Tag: { Key: 'keep', Value: 'no' } }, Expiration: { Days: 1 } },
      { ID: 'size', Filter: { ObjectSizeGreaterThan: 100 }, Expiration: { Days: 1 } },
      { ID: 'off', Status: 'Disabled', Expiration: { Days: 1 } },
    );
    await eventually(() => contents(Bucket), ['new/a current']);
  });

  test('covers current versions, removes noncurrent ones, and then the lone marker', async () => {
    const Bucket = await versioned('Enabled');
    await put(Bucket, 'a');
    await putRules(Bucket, { Expiration: { Days: 1 } });
    await eventually(() => contents(Bucket), ['a marker', 'a noncurrent']);
    await putRules(Bucket, {
      Expiration: { ExpiredObjectDeleteMarker: true },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    });
    await eventually(() => contents(Bucket), []);
  });

  test('keeps as many newer noncurrent versions as it says', async () => {
    const Bucket = await versioned('Enabled');
    for (let round = 0; round < 5; round++) await put(Bucket, 'a');
    const when = { NoncurrentDays: 1, NewerNoncurrentVersions: 2 };
    await putRules(Bucket, { NoncurrentVersionExpiration: when });
    await eventually(() => contents(Bucket), ['a current', 'a noncurrent', 'a noncurrent']);
    await pause(2 * dayMs);
    assert.equal((await contents(Bucket)).length, 3);
  });

  test('puts a null marker in the place of the null version where versioning is suspended', async () => {
    const Bucket = await versioned('Enabled');
    await put(Bucket, 'a');
    await versioned('Suspended', Bucket);
    await put(Bucket, 'a');
    await putRules(Bucket, { Expiration: { Date: past } });
    await eventually(() => contents(Bucket), ['a marker', 'a noncurrent']);
    const { DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    assert.equal(DeleteMarkers?.[0]?.VersionId, 'null');
  });

  test('leaves versions that are locked, and markers over what is left', async () => {
    const Bucket = uniqueName('locked');
    await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
    await put(Bucket, 'held', { ObjectLockLegalHoldStatus: 'ON' });
    await put(Bucket, 'free');
    for (const Key of ['held', 'free']) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await putRules(Bucket, {
      Expiration: { ExpiredObjectDeleteMarker: true },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    });
    await eventually(() => contents(Bucket), ['held marker', 'held noncurrent']);
    await pause(dayMs);
    assert.deepEqual(await contents(Bucket), ['held marker', 'held noncurrent']);
  });

  test('moves objects down the storage classes, but not the small ones', async () => {
    const Bucket = await createBucket(s3);
    await put(Bucket, 'large', { Body: Buffer.alloc(128 * 1024) });
    await put(Bucket, 'small');
    await put(Bucket, 'sized/small');
    const Transitions = [
      { Days: 0, StorageClass: 'STANDARD_IA' as const },
      { Days: 1, StorageClass: 'GLACIER' as const },
    ];
    const And = { Prefix: 'sized/', ObjectSizeGreaterThan: 1 };
    const sized = [{ Days: 1, StorageClass: 'GLACIER_IR' as const }];
    await putRules(Bucket, { ID: 'a', Transitions }, { Filter: { And }, Transitions: sized });
    await eventually(() => storageClass(Bucket, 'large'), 'GLACIER');
    await eventually(() => storageClass(Bucket, 'sized/small'), 'GLACIER_IR');
    assert.equal(await storageClass(Bucket, 'small'), undefined);
  });

  test('aborts uploads that were begun long ago', async () => {
    const Bucket = await createBucket(s3);
    for (const Key of ['old/a', 'new/a']) {
      await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    }
    const AbortIncompleteMultipartUpload = { DaysAfterInitiation: 1 };
    const rule = { ID: 'a b', Filter: { Prefix: 'old/' }, AbortIncompleteMultipartUpload };
    await putRules(Bucket, rule);
    const keys = async () => {
      const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
      return Uploads?.map(({ Key }) => Key);
    };
    await eventually(keys, ['new/a']);
    await putRules(Bucket, {
      ...rule,
      Filter: { Prefix: 'new/' },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3_000 },
    });
    const begun = { Bucket, Key: 'new/b' };
    const { UploadId, AbortDate, AbortRuleId } = await s3.send(
      new CreateMultipartUploadCommand(begun),
    );
    assert.equal(AbortRuleId, 'a%20b');
    assert.equal((AbortDate?.getTime() ?? 1) % 86_400_000, 0);
    const listed = await s3.send(new ListPartsCommand({ ...begun, UploadId }));
    assert.deepEqual(listed.AbortDate, AbortDate);
  });

  test('works whatever the policy of the bucket says, and each act is in the audit', async () => {
    const Bucket = await createBucket(s3);
    await put(Bucket, 'a');
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject' };
    const Policy = policyText({ ...statement, Resource: s3Arn(Bucket, '*') });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await putRules(Bucket, { Expiration: { Date: past } });
    await eventually(() => contents(Bucket), []);
    const recorded = async () =>
      readdirSync(auditFolder)
        .flatMap((name) => readFileSync(join(auditFolder, name), 'utf8').split('\n'))
        .filter((line) => line.includes('S3.EXPIRE.OBJECT') && line.includes(s3Arn(Bucket, 'a')))
        .map((line) => {
          const { userIdentity, additionalEventData } = JSON.parse(line);
          const [{ action, allowed }] = additionalEventData.decisions;
          return { by: userIdentity.invokedBy, action, allowed };
        });
    const by = 'lifecycle.s3.amazonaws.com';
    await eventually(recorded, [{ by, action: 's3:DeleteObject', allowed: true }]);
  });
});

// Apart from the others: it breaks their connections.
test('lifecycles go on when the worker that runs them is killed', async () => {
  const Bucket = await createBucket(s3);
  await putRules(Bucket, { Expiration: { Date: past } });
  await put(Bucket, 'first');
  await eventually(() => contents(Bucket), []);
  const runs = [...server.output().matchAll(/pid=(\d+) job=run-lifecycles/g)];
  const [, pid] = runs.at(-1) ?? [];
  assert.ok(pid !== undefined && Number(pid) !== server.pid);
  process.kill(Number(pid), 'SIGKILL');
  const again = s3Client(server, server.root, { maxAttempts: 5 });
  await again.send(new PutObjectCommand({ Bucket, Key: 'second', Body: 'x' }));
  await eventually(() => contents(Bucket, again), []);
});
