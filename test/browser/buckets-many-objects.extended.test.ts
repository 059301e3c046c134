import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();

const objects = 100_000;
const writers = 32;
const keyOf = (at: number) => `key-${String(at).padStart(6, '0')}`;

test('a list of 100,000 objects is walked without being loaded', {
  timeout: 1_200_000,
}, async () => {
  const Bucket = await createBucket(s3);
  const numbers = Array.from({ length: objects }, (_, at) => at).values();
  const writer = async () => {
    for (const at of numbers)
      await s3.send(new PutObjectCommand({ Bucket, Key: keyOf(at), Body: '' }));
  };
  await Promise.all(Array.from({ length: writers }, writer));
  const { page, expectNoFaults } = await visit(browser, origin);
  await signInWithKey(page, server.root);
  let bytes = 0;
  let lists = 0;
  page.on('response', async (response) => {
    if (!response.url().includes('list-type=2')) return;
    lists += 1;
    bytes += (await response.body()).length;
  });
  await page.goto(`/buckets/details/${Bucket}`);
  for (let at = 0; at < 1_000; at += 100) {
    await page
      .getByRole('row')
      .filter({ hasText: keyOf(at) })
      .waitFor();
    assert.equal(await page.getByRole('row').filter({ hasText: 'key-' }).count(), 100);
    await page.getByRole('button', { name: 'Next page' }).click();
  }
  await page
    .getByRole('row')
    .filter({ hasText: keyOf(1_000) })
    .waitFor();
  // A prefix is a jump, however far.
  await page.getByLabel('Prefix').fill('key-0998');
  await page.keyboard.press('Enter');
  await page
    .getByRole('row')
    .filter({ hasText: keyOf(99_800) })
    .waitFor();
  assert.equal(lists, 12);
  assert.ok(bytes < 600_000, `${bytes} bytes in ${lists} lists`);
  expectNoFaults();
});
