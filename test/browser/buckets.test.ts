import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { allow, createUser } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();

describe('buckets in the console', { timeout: 300_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);

  test('an account without buckets says what they are for', async () => {
    await signInWithKey(page, server.root);
    await page.goto('/buckets');
    await page.getByText('No buckets').waitFor();
    await picture(page, 'buckets-none');
  });

  test('the name of a new bucket is checked while it is typed', async () => {
    await page.getByRole('link', { name: 'Create bucket' }).last().click();
    const name = page.getByLabel('Bucket name');
    for (const [typed, fault] of [
      ['Photos', 'Only lower-case letters'],
      ['10.0.0.1', 'It is not an IP address.'],
      ['a..b', 'No two dots'],
      ['xn--photos', 'It does not begin with xn--'],
    ] as const) {
      await name.fill(typed);
      await page.getByText(fault).waitFor();
    }
    await name.fill('photos');
    await page.getByText('ARN: arn:aws:s3:::photos').waitFor();
    await picture(page, 'create-bucket', true);
  });

  test('a bucket is made with what was chosen', async () => {
    await page.getByRole('checkbox', { name: 'Keep versions' }).check();
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByLabel('Key of tag 1').fill('team');
    await page.getByLabel('Value of tag 1').fill('web + shop');
    await page.getByRole('button', { name: 'Create bucket' }).click();
    await page.getByText('Bucket photos was created.').waitFor();
    await page.getByText('This bucket is empty').waitFor();
    const Bucket = 'photos';
    const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    assert.equal(versioning.Status, 'Enabled');
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket }));
    assert.deepEqual(TagSet, [{ Key: 'team', Value: 'web + shop' }]);
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    assert.equal(block.PublicAccessBlockConfiguration?.RestrictPublicBuckets, true);
    await picture(page, 'bucket-empty');
  });

  test('buckets are found by name, with access and versioning', async () => {
    await createBucketWith(s3, ['a']);
    await page.goto('/buckets');
    const row = page.getByRole('row', { name: /photos/ });
    await row.getByText('Public access blocked').waitFor();
    await row.getByText('Enabled').waitFor();
    await picture(page, 'buckets', true);
    await page.getByLabel('Find buckets by name').fill('phot');
    await page.getByText('1 found').first().waitFor();
    assert.equal(await page.getByRole('row').count(), 2);
    await page.getByLabel('Find buckets by name').fill('zebra');
    await page.getByText('No matches').waitFor();
  });

  test('a bucket that holds something is not deleted, and says so', async () => {
    const Bucket = 'photos';
    for (const Body of ['one', 'two']) {
      await s3.send(new PutObjectCommand({ Bucket, Key: 'cat.jpg', Body }));
    }
    await page.goto('/buckets/details/photos');
    await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Delete bucket photos?' });
    const confirm = dialog.getByRole('button', { name: 'Delete' });
    await dialog.getByLabel('To confirm, type photos').fill('photo');
    assert.equal(await confirm.isDisabled(), true);
    await dialog.getByLabel('To confirm, type photos').fill('photos');
    await confirm.click();
    await dialog.getByText('BucketNotEmpty').first().waitFor();
    await picture(page, 'delete-bucket-not-empty');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await s3.send(new HeadBucketCommand({ Bucket }));
  });

  test('a bucket is emptied of all versions when its name was typed', async () => {
    await page.getByRole('button', { name: 'Empty', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Empty bucket photos?' });
    await dialog.getByLabel('To confirm, type photos').fill('photos');
    await dialog.getByRole('button', { name: 'Empty' }).click();
    await page.getByText('photos was emptied: 2 deleted.').waitFor();
    const left = await s3.send(new ListObjectVersionsCommand({ Bucket: 'photos' }));
    assert.equal(left.Versions, undefined);
    assert.equal(left.DeleteMarkers, undefined);
  });

  test('a bucket is deleted with all that is in it, where that is asked for', async () => {
    const Bucket = await createBucketWith(s3, ['a', 'b/c', ' \u0001']);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await page.goto('/buckets');
    await page.getByRole('radio', { name: `Select ${Bucket}` }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Delete bucket ${Bucket}?` });
    await dialog.getByRole('checkbox').check();
    await dialog.getByLabel(`To confirm, type ${Bucket}`).fill(Bucket);
    await picture(page, 'delete-bucket');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`Bucket ${Bucket} was deleted.`).waitFor();
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket })), { name: 'NotFound' });
    expectNoFaults();
  });

  test('who may not make buckets sees the button disabled, with the reason', async () => {
    const actions = ['s3:List*', 's3:Get*', 'iam:SimulatePrincipalPolicy'];
    const user = await createUser(iamClient(server), allow(actions, '*'));
    const denied = await visit(browser, origin);
    await signInWithKey(denied.page, user.credentials);
    await denied.page.goto('/buckets');
    await settled(denied.page);
    const create = denied.page.getByRole('link', { name: 'Create bucket' });
    await denied.page.locator('a[aria-disabled="true"]').first().waitFor();
    await create.hover();
    const reason = denied.page.getByText('No policy of yours allows s3:CreateBucket.');
    await reason.first().waitFor({ state: 'attached' });
    await picture(denied.page, 'buckets-denied');
    await denied.page.goto('/buckets/details/photos');
    await denied.page.getByRole('button', { name: 'Upload' }).first().waitFor();
    await picture(denied.page, 'bucket-denied');
    denied.expectNoFaults();
  });
});
