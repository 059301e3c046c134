import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetObjectTaggingCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();

describe('the metadata of an object in the console', { timeout: 200_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const Bucket = await createBucket(s3);
  const place = { Bucket, Key: 'a b/<cat>.txt' };
  const query = new URLSearchParams({ key: place.Key });
  const dialog = page.getByRole('dialog');
  const edit = async () => {
    await page.goto(`/buckets/details/${Bucket}/object?${query}`);
    await page.getByRole('button', { name: 'Edit metadata' }).click();
  };

  test('is edited, and what was not touched stays', async () => {
    await signInWithKey(page, server.root);
    const CacheControl = 'public, max-age=60';
    const ContentDisposition = 'inline; filename="cat.txt"';
    const Metadata = { owner: '<b>alice</b>', team: 'web' };
    const kept = { CacheControl, ContentDisposition, StorageClass: 'STANDARD_IA' as const };
    const content = { Body: 'meow', ContentType: 'text/plain', Tagging: 'kind=cat', Metadata };
    await s3.send(new PutObjectCommand({ ...place, ...kept, ...content }));
    await edit();
    assert.equal(await dialog.getByLabel('Cache-Control').inputValue(), CacheControl);
    await dialog.getByLabel('Content-Type').fill('text/markdown');
    await dialog.getByLabel('Value of metadata 2').fill('mobile');
    await dialog.getByRole('button', { name: 'Add metadata' }).click();
    await dialog.getByLabel('Name of metadata 3').fill('Reviewed-By');
    await dialog.getByLabel('Value of metadata 3').fill('bob');
    await picture(page, 'object-metadata', true);
    await dialog.getByRole('button', { name: 'Save metadata' }).click();
    await page.getByText('The metadata was saved.').waitFor();
    await page.getByRole('cell', { name: 'bob' }).waitFor();
    const head = await s3.send(new HeadObjectCommand(place));
    assert.equal(head.ContentType, 'text/markdown');
    assert.deepEqual(head.Metadata, { ...Metadata, team: 'mobile', 'reviewed-by': 'bob' });
    for (const [name, value] of Object.entries(kept)) {
      assert.equal(Reflect.get(head, name), value, name);
    }
    const { TagSet } = await s3.send(new GetObjectTaggingCommand(place));
    assert.deepEqual(TagSet, [{ Key: 'kind', Value: 'cat' }]);
  });

  test('that no header can hold is not sent', async () => {
    await edit();
    await dialog.getByLabel('Name of metadata 1').fill('two words');
    const save = dialog.getByRole('button', { name: 'Save metadata' });
    assert.equal(await save.isDisabled(), true);
    await dialog.getByLabel('Name of metadata 1').fill('owner');
    await dialog.getByLabel('Value of metadata 1').fill('日本');
    assert.equal(await save.isDisabled(), true);
  });

  test('is not written over that of another object', async () => {
    await edit();
    await s3.send(new PutObjectCommand({ ...place, Body: 'bark', Metadata: { owner: 'carol' } }));
    await dialog.getByRole('button', { name: 'Save metadata' }).click();
    await dialog.getByText('PreconditionFailed').first().waitFor();
    const { Metadata } = await s3.send(new HeadObjectCommand(place));
    assert.deepEqual(Metadata, { owner: 'carol' });
    expectNoFaults();
  });
});
