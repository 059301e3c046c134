import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { putBucketPolicy, s3Arn } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { allow } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const Bucket = 'photos';

/** Something of each kind, so that no page that is looked at is empty. */
async function furnish(): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(new CreateBucketCommand({ Bucket: 'empty', ObjectOwnership: 'ObjectWriter' }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const TagSet = [{ Key: 'team', Value: 'web' }];
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  const CORSRules = [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }];
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } };
  await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  const rule = { ID: 'old', Status: 'Enabled', Filter: { Prefix: '' } } as const;
  const Rules = [{ ...rule, Expiration: { Days: 90 } }];
  const lifecycle = { Bucket, LifecycleConfiguration: { Rules } };
  await s3.send(new PutBucketLifecycleConfigurationCommand(lifecycle));
  await putBucketPolicy(s3, Bucket, {
    ...allow('s3:GetObject', s3Arn(Bucket, '*')),
    Principal: '*',
  });
  const Metadata = { author: 'alice' };
  for (const Key of ['2026/cat.txt', '2026/cat.txt', 'readme.txt']) {
    const ContentType = 'text/plain';
    const more = { Metadata, ContentType, Tagging: 'a=b' };
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key, ...more }));
  }
}

const object = `/buckets/details/${Bucket}/object?key=2026%2Fcat.txt`;
const pages: Readonly<Record<string, string>> = {
  buckets: '/buckets',
  'create bucket': '/buckets/create',
  'an empty bucket': '/buckets/details/empty',
  objects: `/buckets/details/${Bucket}`,
  'a folder': `/buckets/details/${Bucket}?prefix=2026%2F`,
  'versions in a bucket': `/buckets/details/${Bucket}?versions`,
  'properties of a bucket': `/buckets/details/${Bucket}?tab=properties`,
  'permissions of a bucket': `/buckets/details/${Bucket}?tab=permissions`,
  'lifecycle of a bucket': `/buckets/details/${Bucket}?tab=lifecycle`,
  'website of a bucket': `/buckets/details/${Bucket}?tab=website`,
  'an object': object,
  'preview of an object': `${object}&tab=preview`,
  'versions of an object': `${object}&tab=versions`,
  'tags of an object': `${object}&tab=tags`,
  'permissions of an object': `${object}&tab=permissions`,
  'retention of an object': `${object}&tab=lock`,
  'an object that is not there': `/buckets/details/${Bucket}/object?key=nowhere`,
  'a bucket that is not there': '/buckets/details/nowhere',
};

const grave = new Set(['serious', 'critical']);

/** What axe finds to be serious, one line each. */
async function violations(page: Page): Promise<readonly string[]> {
  // Scripts do not run in the frame of a preview, so axe would wait for its answer for ever.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    // On narrow screens Cloudscape gives its own navigation an attribute that axe refuses.
    .exclude('nav[aria-label="Side navigation"]')
    .analyze();
  return found
    .filter(({ impact }) => grave.has(impact ?? ''))
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

await furnish();
const browser = await useBrowser();

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 400, height: 800 } },
] as const;

for (const look of looks) {
  const { colorScheme, viewport } = look;
  const name = `axe finds nothing serious about buckets, in ${colorScheme}, ${viewport.width} wide`;
  describe(name, { timeout: 400_000 }, async () => {
    const { page, expectNoFaults } = await visit(browser, origin, look);

    test('signs in', async () => signInWithKey(page, server.root));

    for (const [title, path] of Object.entries(pages)) {
      test(`on ${title}`, async () => {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await settled(page);
        await picture(page, `${colorScheme}-${title.replaceAll(' ', '-')}`);
        assert.deepEqual(await violations(page), []);
        const { clientWidth, scrollWidth }: { clientWidth: number; scrollWidth: number } =
          await page.evaluate(`(({ clientWidth, scrollWidth }) => ({ clientWidth, scrollWidth }))(
            document.documentElement)`);
        assert.ok(scrollWidth <= clientWidth, `${scrollWidth} wide in ${clientWidth}`);
        expectNoFaults();
      });
    }

    test('in the dialog of a lifecycle rule', async () => {
      // What is scrolled out of sight has no visible label for axe.
      await page.setViewportSize({ width: viewport.width, height: 1_600 });
      await page.goto(`/buckets/details/${Bucket}?tab=lifecycle`);
      await page.getByRole('button', { name: 'Add rule' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('checkbox', { name: 'Delete old versions for good' }).check();
      assert.deepEqual(await violations(page), []);
    });

    test('while a policy and an access control list are edited', async () => {
      await page.goto('/buckets/details/empty?tab=permissions');
      for (const title of ['Bucket policy', 'Access control list']) {
        await page.getByRole('button', { name: `Edit ${title}`, exact: true }).click();
      }
      await page.getByRole('button', { name: 'Simulate' }).waitFor();
      await picture(page, `${colorScheme}-edited-permissions`);
      assert.deepEqual(await violations(page), []);
    });

    test('while access logging is edited, and in the dialog of a notification', async () => {
      await page.goto(`/buckets/details/${Bucket}?tab=properties`);
      await page.getByRole('button', { name: 'Edit Access logging' }).click();
      await page.getByRole('checkbox', { name: 'Log requests' }).check();
      await page.getByLabel('Target bucket').fill('logs');
      assert.deepEqual(await violations(page), []);
      await page.getByRole('button', { name: 'Add notification' }).click();
      await page.getByRole('dialog').waitFor();
      await picture(page, `${colorScheme}-notification`);
      assert.deepEqual(await violations(page), []);
    });

    test('in the dialog of metadata', async () => {
      await page.goto(object);
      await page.getByRole('button', { name: 'Edit metadata' }).click();
      await page.getByRole('dialog').waitFor();
      await picture(page, `${colorScheme}-metadata`);
      assert.deepEqual(await violations(page), []);
    });

    test('in the dialog of a link', async () => {
      await page.goto(object);
      await page.getByRole('button', { name: 'Presigned link' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Create link' }).click();
      await page.getByText('X-Amz-Signature=').first().waitFor();
      assert.deepEqual(await violations(page), []);
    });
  });
}
