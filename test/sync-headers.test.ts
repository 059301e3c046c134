import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeletePublicAccessBlockCommand,
  GetObjectAclCommand,
  PutBucketOwnershipControlsCommand,
} from '@aws-sdk/client-s3';
import { openSync } from './sync-fixture.ts';

const { s3, createProject, sync } = await openSync();

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);
const pages = { 'index.html': 'home', 'a.css': 'p {}' };

describe('strongroom sync sees what a listing does not show', () => {
  test('another ACL', async () => {
    const project = await createProject(pages);
    const { bucket: Bucket, folder } = project;
    const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
    const OwnershipControls = { Rules };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await sync(folder);
    const { out, error } = await sync(folder, '--acl', 'public-read');
    assert.match(out, /^update {2}a\.css {2}\(x-amz-acl: none -> public-read\)$/m, error);
    assert.equal(lastLine(out), '0 uploaded, 2 updated, 0 deleted, 0 unchanged');
    const { Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key: 'a.css' }));
    assert.ok(Grants?.some(({ Grantee }) => Grantee?.URI?.endsWith('/AllUsers')));
    const again = await sync(folder, '--acl', 'public-read');
    assert.equal(again.out, '0 uploaded, 0 updated, 0 deleted, 2 unchanged\n');
  });

  test('another encryption, under which the ETag is no hash of the bytes any more', async () => {
    const project = await createProject(pages);
    const { folder } = project;
    await sync(folder);
    const { out, error } = await sync(folder, '--encryption', 'aws:kms');
    assert.match(out, /a\.css {2}\(x-amz-server-side-encryption: AES256 -> aws:kms\)$/m, error);
    assert.equal((await project.head('a.css')).ServerSideEncryption, 'aws:kms');
    const again = await sync(folder, '--encryption', 'aws:kms');
    assert.equal(again.out, '0 uploaded, 0 updated, 0 deleted, 2 unchanged\n');
  });

  test('that another precompressed sibling is wanted', async () => {
    const files = { 'a.css': 'plain', 'a.css.gz': 'zipped', 'a.css.zst': 'zstandard' };
    const project = await createProject(files, 'precompressed: [zstd, gzip]');
    await sync(project.folder);
    const zstd = await project.head('a.css');
    assert.deepEqual(
      [zstd.ContentEncoding, zstd.ContentType, zstd.ContentLength],
      ['zstd', 'text/css; charset=utf-8', 9],
    );
    assert.equal((await project.head('a.css.gz')).ContentEncoding, 'gzip');
    await project.settings('precompressed: [gzip]');
    await sync(project.folder);
    const gzip = await project.head('a.css');
    assert.deepEqual([gzip.ContentEncoding, gzip.ContentLength], ['gzip', 6]);
  });
});
