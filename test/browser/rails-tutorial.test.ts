import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit, writePolicy } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';
import { downloadKeys } from './downloaded-keys.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();
const bucket = 'another-test-bucket';

const bucketPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
      "Resource": "arn:aws:s3:::${bucket}"
    },
    {
      "Effect": "Allow",
      "Action": ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
      "Resource": "arn:aws:s3:::${bucket}/*"
    }
  ]
}`;

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

/** Chooses rows of a table by their names. */
async function choose(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  }
}

describe('the tutorial of the Rails application, in the console', {
  timeout: 300_000,
}, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  let keys: Awaited<ReturnType<typeof downloadKeys>> = [];
  const application = () => s3Client({ ...server, root: keys[0] ?? server.root });

  test('root signs in and is warned of its own key', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await picture(page, 'sign-in', true);
    await signInWithKey(page, server.root);
    await page.getByText('Root has an access key').waitFor();
    await picture(page, 'dashboard', true);
  });

  test('two users are created at once, with keys and full access to S3', async () => {
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await page
      .getByRole('button', { name: 'Create users' })
      .or(page.getByRole('link', { name: 'Create users' }))
      .first()
      .click();
    await page.getByLabel('User name 1').fill('rails-app');
    await page.getByRole('button', { name: 'Add another user' }).click();
    await page.getByLabel('User name 2').fill('rails-worker');
    await picture(page, 'create-users', true);
    await next(page);
    await page.getByRole('tab', { name: /Attach policies directly/ }).click();
    await choose(page, 'AmazonS3FullAccess');
    await picture(page, 'create-users-permissions', true);
    await next(page);
    await next(page);
    await page.getByText('rails-app, rails-worker').waitFor();
    await page.getByText('AmazonS3FullAccess').waitFor();
    await picture(page, 'create-users-review', true);
    await page.getByRole('button', { name: 'Create users' }).click();
    await page.getByText('The secrets are shown this once').waitFor();
    await picture(page, 'created-users', true);
  });

  test('the keys can be downloaded once, as the file that AWS gives', async () => {
    keys = await downloadKeys(page);
    assert.deepEqual(
      keys.map(({ userName }) => userName),
      ['rails-app', 'rails-worker'],
    );
    assert.ok(await page.getByRole('button', { name: 'Downloaded' }).isDisabled());
    await application().send(new CreateBucketCommand({ Bucket: bucket }));
  });

  test('without the policy the application may do nothing', async () => {
    await page.goto('/iam/users/details/rails-app');
    await choose(page, 'AmazonS3FullAccess');
    await page.getByRole('button', { name: 'Detach' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Detach' }).click();
    await page.getByText('AmazonS3FullAccess detached from rails-app.').waitFor();
    await assert.rejects(application().send(new ListBucketsCommand()), { name: 'AccessDenied' });
  });

  test('a custom policy is written; a bad one is refused with the reason', async () => {
    await page.goto('/iam/policies/create');
    await page.getByLabel('Policy name').fill('rails-bucket');
    await writePolicy(page, '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}');
    await page.getByRole('button', { name: 'Create policy' }).click();
    await page.getByText('MalformedPolicyDocument').first().waitFor();
    await writePolicy(page, bucketPolicy);
    await picture(page, 'create-policy', true);
    await page.getByRole('button', { name: 'Create policy' }).click();
    await page.getByText('Policy rails-bucket was created.').waitFor();
    await picture(page, 'policy', true);
  });

  test('it is attached to the application, which may work in its bucket again', async () => {
    await page.goto('/iam/users/details/rails-app');
    await page.getByRole('button', { name: 'Attach policies' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Select rails-bucket', exact: true }).check();
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByText('rails-bucket attached to rails-app.').waitFor();
    await picture(page, 'user-permissions', true);
    await application().send(new ListObjectsV2Command({ Bucket: bucket }));
    await application().send(new PutObjectCommand({ Bucket: bucket, Key: 'a.txt', Body: 'a' }));
  });

  test('deleting the bucket is denied, and IAM too, in the console as by its key', async () => {
    const denied = { name: 'AccessDenied', message: /s3:DeleteBucket/ };
    await assert.rejects(application().send(new DeleteBucketCommand({ Bucket: bucket })), denied);
    const visitor = await visit(browser, origin);
    const [key = server.root] = keys;
    await signInWithKey(visitor.page, key);
    await visitor.page.goto('/iam/users');
    const words = /user\/rails-app is not authorized to perform: iam:ListUsers .*no identity-based/;
    await visitor.page.getByText(words).first().waitFor();
    await picture(visitor.page, 'denied', true);
    await application().send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a.txt' }));
    await visitor.page.goto(`/buckets/details/${bucket}`);
    await visitor.page.getByRole('button', { name: 'Delete', exact: true }).first().click();
    const dialog = visitor.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(bucket);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    const refusal = visitor.page.getByText(/not authorized to perform: s3:DeleteBucket/);
    await refusal.filter({ visible: true }).first().waitFor();
    await picture(visitor.page, 'denied-delete', true);
    visitor.expectNoFaults();
    await visitor.page.context().close();
    expectNoFaults();
  });
});
