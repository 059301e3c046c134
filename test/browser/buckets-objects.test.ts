import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { createBucket, createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();

const folderPage = (bucket: string, prefix: string) =>
  `/buckets/details/${bucket}?${new URLSearchParams({ prefix })}`;
const objectPage = (bucket: string, key: string) =>
  `/buckets/details/${bucket}/object?${new URLSearchParams({ key })}`;

async function keysOf(Bucket: string): Promise<readonly (string | undefined)[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

/** Keys that paths, URLs and XML have trouble with. */
const evilKeys = [
  '..',
  '.',
  'a/../b',
  '/',
  '//',
  '/leading',
  'trailing/',
  ' leading blank',
  'trailing blank ',
  '%2F',
  '%2e%2e/%2e%2e',
  'a?b=c&d',
  'a#b',
  'a+b c',
  'üñí/日本語/🗝',
  'line\nfeed\rreturn\ttab',
  '\u0001control',
  '"quoted" \'too\'',
  '<img src=x onerror=alert(1)>',
  '&amp;&#13;',
  '\u202egnp.exe',
  'back\\slash',
];

describe('objects in the console', { timeout: 400_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });

  test('folders are walked, and the address alone shows a folder', async () => {
    await signInWithKey(page, server.root);
    const bucket = await createBucketWith(s3, ['top.txt', 'logs/2026/01.txt', 'logs/2027/02.txt']);
    await page.goto(`/buckets/details/${bucket}`);
    await page.getByRole('link', { name: 'logs/' }).click();
    await page.getByRole('link', { name: '2026/' }).click();
    await page.getByRole('link', { name: '01.txt' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('prefix'), 'logs/2026/');
    await picture(page, 'objects', true);
    await page.reload();
    await page.getByRole('link', { name: '01.txt' }).waitFor();
    const folders = page.getByRole('navigation', { name: 'Folders' });
    await folders.getByRole('link', { name: 'logs/' }).click();
    await page.getByRole('link', { name: '2027/' }).waitFor();
    await page.getByLabel('Prefix').fill('logs/2027/0');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '02.txt' }).waitFor();
  });

  test('a page of a list is a page that the server gave, however long the list is', async () => {
    const keys = Array.from({ length: 250 }, (_, at) => `key-${String(at).padStart(6, '0')}`);
    const bucket = await createBucketWith(s3, keys);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('list-type=2')) asked.push(request.url());
    });
    await page.goto(`/buckets/details/${bucket}`);
    await row('key-000000').waitFor();
    assert.equal(await row('key-').count(), 100);
    for (const first of ['key-000100', 'key-000200']) {
      await page.getByRole('button', { name: 'Next page' }).click();
      await row(first).waitFor();
    }
    assert.equal(await row('key-').count(), 50);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await row('key-000199').waitFor();
    assert.equal(asked.length, 4);
    assert.ok(asked.every((url) => url.includes('max-keys=100')));
  });

  test('any key can be listed, looked at, downloaded and deleted, and names are text', async () => {
    const bucket = await createBucket(s3);
    await putRaw(page, bucket, evilKeys);
    assert.deepEqual(new Set(await listed(bucket)), new Set(evilKeys));
    for (const key of evilKeys) {
      await page.goto(objectPage(bucket, key));
      await page.getByRole('tab', { name: 'Properties' }).waitFor();
      const shown = await page.locator('bdi').first().textContent();
      assert.equal(shown, key);
      assert.equal(new URL(page.url()).searchParams.get('key'), key);
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download' }).click();
      assert.equal(await readFile(await (await download).path(), 'utf8'), `body of ${key}`);
    }
    await page.goto(`/buckets/details/${bucket}`);
    await row('<img src=x').waitFor();
    await picture(page, 'hostile-keys');
    const links = await page.getByRole('row').getByRole('link').count();
    assert.ok(links >= 15, `${links} links`);
    // Walking from the list, and not from an address, ends at the same object.
    await page.getByRole('link', { name: 'a?b=c&d' }).click();
    await page.getByRole('tab', { name: 'Properties' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('key'), 'a?b=c&d');
    await page.goto(`/buckets/details/${bucket}`);
    await page.getByRole('button', { name: 'Empty', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(bucket);
    await dialog.getByRole('button', { name: 'Empty' }).click();
    await page.getByText(`${bucket} was emptied: ${evilKeys.length} deleted.`).waitFor();
    assert.deepEqual(await keysOf(bucket), []);
  });

  test('objects and whole folders are deleted; a folder asks for its name', async () => {
    const bucket = await createBucketWith(s3, ['a', 'b', 'folder/1', 'folder/deep/2', 'kept']);
    await page.goto(`/buckets/details/${bucket}`);
    await page.getByRole('checkbox', { name: 'Select a', exact: true }).check();
    await page.getByRole('checkbox', { name: 'Select b', exact: true }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('2 deleted.').first().waitFor();
    assert.deepEqual(await keysOf(bucket), ['folder/1', 'folder/deep/2', 'kept']);
    await page.getByRole('checkbox', { name: 'Select folder/' }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByRole('button', { name: 'Delete' }).isDisabled(), true);
    await dialog.getByLabel('To confirm, type folder/').fill('folder/');
    await picture(page, 'delete-folder');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('2 deleted.').first().waitFor();
    await row('folder/').waitFor({ state: 'detached' });
    assert.deepEqual(await keysOf(bucket), ['kept']);
  });

  test('a folder is created', async () => {
    const bucket = await createBucket(s3);
    await page.goto(folderPage(bucket, 'outer/'));
    await page.getByRole('button', { name: 'Create folder' }).click();
    await page.getByLabel('Folder name').fill('inner');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'inner/' }).waitFor();
    assert.deepEqual(await keysOf(bucket), ['outer/inner/']);
  });

  test('a presigned link works without a session', async () => {
    const key = 'a ?#%2F/üñí';
    const bucket = await createBucketWith(s3, [key], 'for everybody with the link');
    await page.goto(objectPage(bucket, key));
    await page.getByRole('button', { name: 'Presigned link' }).click();
    const dialog = page.getByRole('dialog', { name: 'Presigned link' });
    await dialog.getByRole('spinbutton').fill('999999');
    assert.equal(await dialog.getByRole('button', { name: 'Create link' }).isDisabled(), true);
    await dialog.getByRole('spinbutton').fill('5');
    await dialog.getByRole('button', { name: 'Create link' }).click();
    const link = await dialog.getByText('X-Amz-Signature=').textContent();
    await picture(page, 'presigned-link');
    const response = await fetch(link ?? '');
    assert.equal(await response.text(), 'for everybody with the link');
  });

  test('properties, metadata and tags are shown and edited', async () => {
    const Bucket = await createBucket(s3);
    const Key = 'report.csv';
    const Metadata = { author: '<b>alice</b>' };
    const more = { ContentType: 'text/csv', Tagging: 'state=draft', ChecksumAlgorithm: 'SHA256' };
    await s3.send(
      new PutObjectCommand({
        ...{ Bucket, Key, Body: 'a,b', Metadata },
        ...{ ...more, ChecksumAlgorithm: 'SHA256' },
      }),
    );
    await page.goto(objectPage(Bucket, Key));
    for (const text of ['text/csv', 'AES256', '<b>alice</b>', 'Checksum SHA256 (FULL_OBJECT)']) {
      await page.getByText(text, { exact: true }).waitFor();
    }
    await picture(page, 'object-properties', true);
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByLabel('Value of tag 1').fill('final');
    await page.getByRole('button', { name: 'Save tags' }).click();
    await page.getByText('The tags were saved.').waitFor();
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key }));
    assert.deepEqual(TagSet, [{ Key: 'state', Value: 'final' }]);
  });

  test('an old version is restored, a deleted object comes back, a version goes', async () => {
    const Bucket = await createBucket(s3);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const Key = 'dir/letter #1.txt';
    const first = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'first' }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'second' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: `${Key}.other`, Body: 'another key' }));
    await page.goto(`${objectPage(Bucket, Key)}&tab=versions`);
    await page.getByText('(2)').waitFor();
    await page.getByRole('radio', { name: `Select ${first.VersionId}` }).check();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('The version was restored').waitFor();
    await page.getByText('(3)').waitFor();
    const read = await s3.send(new GetObjectCommand({ Bucket, Key }));
    assert.equal(await read.Body?.transformToString(), 'first');
    await picture(page, 'object-versions', true);

    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('It was deleted.').waitFor();
    await page.goto(objectPage(Bucket, Key));
    await page.getByText('older ones are listed here').waitFor();
    await picture(page, 'object-deleted');
    await page.getByRole('row').filter({ hasText: 'Delete marker' }).getByRole('radio').check();
    await page.getByRole('button', { name: 'Remove delete marker' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('(3)').waitFor();
    await s3.send(new HeadObjectCommand({ Bucket, Key }));

    await page.goto(`/buckets/details/${Bucket}?prefix=dir%2F&versions`);
    await page
      .getByRole('row')
      .filter({ hasText: first.VersionId ?? '' })
      .waitFor();
    await page.getByRole('checkbox', { name: `Select version ${first.VersionId}` }).check();
    await page.getByRole('button', { name: 'Delete permanently' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('To confirm, type permanently delete').fill('permanently delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    const gone = { Bucket, Key, VersionId: first.VersionId };
    await page
      .getByRole('row')
      .filter({ hasText: first.VersionId ?? '' })
      .waitFor({ state: 'detached' });
    await assert.rejects(s3.send(new HeadObjectCommand(gone)), { name: 'NotFound' });
  });

  test('nothing was refused by the browser, and no dialog opened', async () => {
    await settled(page);
    expectNoFaults();
  });
});

/** Puts objects by the console's own way of writing keys: SDKs cannot send each of them. */
async function putRaw(page: Page, bucket: string, keys: readonly string[]): Promise<void> {
  const statuses = await page.evaluate(
    async ({ bucket, keys }) => {
      const session: { csrfToken: string } = JSON.parse(await (await fetch('/session')).text());
      const headers = { 'x-strongroom-csrf-token': session.csrfToken };
      const found: number[] = [];
      for (const key of keys) {
        const path = `/api/s3/${bucket}%2F${encodeURIComponent(key)}`;
        const body = `body of ${key}`;
        found.push((await fetch(path, { method: 'PUT', headers, body })).status);
      }
      return found;
    },
    { bucket, keys },
  );
  assert.deepEqual(new Set(statuses), new Set([200]));
}

async function listed(Bucket: string): Promise<readonly string[]> {
  const asked = new ListObjectsV2Command({ Bucket, EncodingType: 'url' });
  const { Contents = [] } = await s3.send(asked);
  return Contents.map(({ Key = '' }) => decodeURIComponent(Key));
}
