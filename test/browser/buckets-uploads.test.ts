import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { createBucket, createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();
const folder = await mkdtemp(join(tmpdir(), 'strongroom-uploads-'));
after(() => rm(folder, { recursive: true }));

const mebibyte = 1_048_576;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function fileWith(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

async function stored(Bucket: string, Key: string): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

async function keysOf(Bucket: string): Promise<readonly (string | undefined)[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

async function uploadsOf(Bucket: string): Promise<number> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  return Uploads.length;
}

/** Chooses files by the button, and says yes to the dialog. */
async function upload(page: Page, paths: string | readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await (await chooser).setFiles(paths);
  await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
}

/** Lets files fall on the list. */
async function drop(page: Page, files: readonly { name: string; text: string }[]): Promise<void> {
  const data = await page.evaluateHandle(`
    const transfer = new DataTransfer();
    for (const { name, text } of ${JSON.stringify(files)}) {
      transfer.items.add(new File([text], name));
    }
    transfer`);
  const zone = page.locator('.drop-zone');
  await zone.dispatchEvent('dragenter', { dataTransfer: data });
  await page.locator('.drop-zone-over').waitFor();
  await zone.dispatchEvent('drop', { dataTransfer: data });
}

describe('uploads in the console', { timeout: 400_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const state = (text: string | RegExp) =>
    page.getByRole('table', { name: 'Uploads' }).getByText(text).first();

  test('files that are dropped arrive in the folder that is shown', async () => {
    await signInWithKey(page, server.root);
    const bucket = await createBucket(s3);
    await page.goto(`/buckets/details/${bucket}?prefix=in%2F`);
    await page.getByText('This folder is empty').waitFor();
    await drop(page, [
      { name: 'one.txt', text: 'one' },
      { name: '<b>#2?.html', text: '<p>two' },
      { name: 'empty', text: '' },
    ]);
    await picture(page, 'upload-dialog');
    await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
    await page.getByText('(3/3)').waitFor();
    await page.getByRole('link', { name: 'one.txt' }).waitFor();
    await picture(page, 'uploaded', true);
    assert.deepEqual(await keysOf(bucket), ['in/<b>#2?.html', 'in/empty', 'in/one.txt']);
    assert.equal(Buffer.from(await stored(bucket, 'in/one.txt')).toString(), 'one');
  });

  test('a folder is uploaded with the folders in it', async () => {
    const bucket = await createBucket(s3);
    await fileWith('site/index.html', Buffer.from('<h1>'));
    await fileWith('site/css/main.css', Buffer.from('p {}'));
    await page.goto(`/buckets/details/${bucket}`);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'More ways to upload' }).click();
    await page.getByRole('menuitem', { name: 'Folder' }).click();
    await (await chooser).setFiles(join(folder, 'site'));
    await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
    await page.getByText('(2/2)').waitFor();
    assert.deepEqual(await keysOf(bucket), ['site/css/main.css', 'site/index.html']);
    const { ContentType } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: 'site/css/main.css' }),
    );
    assert.equal(ContentType, 'text/css');
  });

  test('what is there stays, where that is asked for', async () => {
    const bucket = await createBucketWith(s3, ['a.txt'], 'old');
    const path = await fileWith('a.txt', Buffer.from('new'));
    await page.goto(`/buckets/details/${bucket}`);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await (await chooser).setFiles(path);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await state(/^Failed$/).waitFor();
    await state('PreconditionFailed').waitFor();
    assert.equal(Buffer.from(await stored(bucket, 'a.txt')).toString(), 'old');
  });

  test('a large file goes in parts, and after a fault and a reload only what is missing', async () => {
    const bucket = await createBucket(s3);
    const bytes = randomBytes(36 * mebibyte + 17);
    const path = await fileWith('large.bin', bytes);
    const sent: string[] = [];
    page.on('request', (request) => {
      const part = /partNumber=(\d+)/.exec(request.url())?.[1];
      if (part !== undefined && request.method() === 'PUT') sent.push(part);
    });
    // The third part is refused for good, until the line is repaired; the first is there by then.
    const first = page.waitForResponse((response) => /partNumber=1&/.test(response.url()));
    await page.route(/partNumber=3&/, async (route) => {
      await first;
      await route.fulfill({ status: 400, body: '' });
    });
    await page.goto(`/buckets/details/${bucket}`);
    await upload(page, path);
    await state(/^Failed$/).waitFor();
    assert.equal(await uploadsOf(bucket), 1);
    await picture(page, 'upload-failed');

    await page.reload();
    await page.getByText('Unfinished uploads').first().waitFor();
    await picture(page, 'upload-unfinished');
    await page.unroute(/partNumber=3&/);
    const before = new Set(sent.splice(0));
    const other = await fileWith('other/large.bin', randomBytes(10));
    const resume = page.getByRole('button', { name: 'Choose the file of large.bin and go on' });
    const wrong = page.waitForEvent('filechooser');
    await resume.click();
    await (await wrong).setFiles(other);
    await page.getByText('is another file than the one').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await resume.click();
    await (await chooser).setFiles(path);
    await page.getByText('(1/1)').waitFor();
    assert.equal(sha256(await stored(bucket, 'large.bin')), sha256(bytes));
    assert.ok(before.has('1') && !sent.includes('1'), `sent again: ${sent}`);
    assert.ok(sent.includes('3'));
    assert.equal(await uploadsOf(bucket), 0);
    assert.equal(await page.getByText('Unfinished uploads').count(), 0);
  });

  test('a file that only looks the same is not mixed with the parts of the other', async () => {
    const bucket = await createBucket(s3);
    const path = await fileWith('twin.bin', randomBytes(17 * mebibyte));
    const changed = new Date(1_700_000_000_000);
    await utimes(path, changed, changed);
    await page.route(/partNumber=3&/, (route) => route.fulfill({ status: 400, body: '' }));
    await page.goto(`/buckets/details/${bucket}`);
    await upload(page, path);
    await state(/^Failed$/).waitFor();
    await page.reload();
    await page.unroute(/partNumber=3&/);
    const bytes = randomBytes(17 * mebibyte);
    await writeFile(path, bytes);
    await utimes(path, changed, changed);
    // The same name, size and time: dropping it again goes on with the upload.
    await upload(page, path);
    await page.getByText('(1/1)').waitFor();
    assert.equal(sha256(await stored(bucket, 'twin.bin')), sha256(bytes));
    assert.equal(await uploadsOf(bucket), 0);
  });

  test('a server that stumbles is asked again', async () => {
    const bucket = await createBucket(s3);
    const path = await fileWith('again.txt', Buffer.from('again'));
    let refused = 0;
    await page.route(/again\.txt/, (route) => {
      refused += 1;
      return refused <= 2 ? route.fulfill({ status: 503, body: '' }) : route.continue();
    });
    await page.goto(`/buckets/details/${bucket}`);
    await upload(page, path);
    await page.getByText('(1/1)').waitFor();
    await page.unroute(/again\.txt/);
    assert.equal(Buffer.from(await stored(bucket, 'again.txt')).toString(), 'again');
  });

  test('a canceled upload leaves nothing behind', async () => {
    const bucket = await createBucket(s3);
    const path = await fileWith('canceled.bin', randomBytes(20 * mebibyte));
    // Parts hang, so that there is time to cancel.
    await page.route(/partNumber=/, () => undefined);
    await page.goto(`/buckets/details/${bucket}`);
    await upload(page, path);
    await state('Uploading').waitFor();
    while ((await uploadsOf(bucket)) === 0) await page.waitForTimeout(50);
    await page.waitForTimeout(200);
    await page.getByRole('button', { name: 'Cancel canceled.bin' }).click();
    await state(/^Canceled$/).waitFor();
    while ((await uploadsOf(bucket)) > 0) await page.waitForTimeout(50);
    await page.unroute(/partNumber=/);
    assert.deepEqual(await keysOf(bucket), []);
    assert.equal(await page.getByText('Unfinished uploads').count(), 0);
    expectNoFaults();
  });
});
