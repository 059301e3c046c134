import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

/** A bucket with versioning, two versions of a key and a delete marker over them. */
async function versioned() {
  const Bucket = await createBucket(s3);
  const VersioningConfiguration = { Status: 'Enabled' as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const ids: (string | undefined)[] = [];
  for (const Body of ['one', 'two']) {
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body }));
    ids.push(put.VersionId);
  }
  const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  return { Bucket, ids, marker: marker.VersionId };
}

describe('ListObjectVersions', () => {
  test('lists versions and delete markers, the newest first', async () => {
    const { Bucket, ids, marker } = await versioned();
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const listed = page.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]);
    assert.deepEqual(listed, [
      [ids[1], false],
      [ids[0], false],
    ]);
    const markers = page.DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]);
    assert.deepEqual(markers, [[marker, true]]);
  });

  test('writes versions and delete markers in one order, by key and then the newest first', async () => {
    const { Bucket } = await versioned();
    for (const Key of ['b', 'A']) await s3.send(new PutObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'b' }));
    const answer = await sendSigned(server, {
      path: `/${Bucket}`,
      query: 'versions=',
      credentials: server.root,
    });
    const entries = [...answer.text.matchAll(/<(Version|DeleteMarker)>(.*?)<\/\1>/g)];
    const shown = entries.map(([, name, body = '']) => {
      const isLatest = body.includes('<IsLatest>true</IsLatest>');
      return `${name} ${/<Key>(.*?)<\/Key>/.exec(body)?.[1]}${isLatest ? ' latest' : ''}`;
    });
    assert.deepEqual(shown, [
      'Version A latest',
      'DeleteMarker a latest',
      'Version a',
      'Version a',
      'Version b latest',
      'DeleteMarker b',
      'Version b',
    ]);
  });

  test('cuts pages between versions, delete markers and common prefixes alike', async () => {
    const { Bucket } = await versioned();
    for (const Key of ['d/1', 'd/2', 'e']) await s3.send(new PutObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'e' }));
    const shown: string[] = [];
    let markers = {};
    for (let more = true; more; ) {
      const page = await s3.send(
        new ListObjectVersionsCommand({ Bucket, Delimiter: '/', MaxKeys: 1, ...markers }),
      );
      const { Versions = [], DeleteMarkers = [], CommonPrefixes = [] } = page;
      assert.equal(Versions.length + DeleteMarkers.length + CommonPrefixes.length, 1);
      for (const { Key, IsLatest } of Versions) shown.push(`${Key} version ${IsLatest}`);
      for (const { Key, IsLatest } of DeleteMarkers) shown.push(`${Key} marker ${IsLatest}`);
      for (const { Prefix } of CommonPrefixes) shown.push(`${Prefix}`);
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      more = page.IsTruncated === true;
    }
    assert.deepEqual(shown, [
      ...['a marker true', 'a version false', 'a version false'],
      ...['d/', 'e marker true', 'e version false'],
    ]);
  });

  test('goes on after the markers of a page', async () => {
    const { Bucket, ids, marker } = await versioned();
    const seen: (string | undefined)[] = [];
    let markers = {};
    for (let more = true; more; ) {
      const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...markers }));
      for (const { VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        seen.push(VersionId);
      }
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      more = page.IsTruncated === true;
    }
    assert.deepEqual(seen, [marker, ids[1], ids[0]]);
  });

  test('lists what can still be read by its version, and brought back', async () => {
    const { Bucket, ids, marker } = await versioned();
    await expectError(s3.send(new GetObjectCommand({ Bucket, Key: 'a' })), 'NoSuchKey', 404);
    const old = new GetObjectCommand({ Bucket, Key: 'a', VersionId: ids[0] });
    assert.equal(await (await s3.send(old)).Body?.transformToString(), 'one');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: marker }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    assert.equal(await Body?.transformToString(), 'two');
  });

  test('refuses a version id marker without a key marker', async () => {
    const { Bucket } = await versioned();
    const call = s3.send(new ListObjectVersionsCommand({ Bucket, VersionIdMarker: 'x' }));
    await expectError(call, 'InvalidArgument', 400);
  });

  test('needs s3:ListBucketVersions', async () => {
    const { Bucket } = await versioned();
    await expectPermission(server, iam, 's3:ListBucketVersions', s3Arn(Bucket), (client) =>
      client.send(new ListObjectVersionsCommand({ Bucket })),
    );
  });
});
