import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { openOwnCommand } from '../acceptance/own-command.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { openUrl } from '../conformance/harness/exchange.ts';
import { type Credentials, useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit, writePolicy } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';
import { downloadKeys } from './downloaded-keys.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();
const own = await openOwnCommand(server);
const site = 'my-little-site';
const other = 'something-else';

const publisherPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${site}" },
    { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${site}/*" }
  ]
}`;

const publicPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::${site}/*"
    }
  ]
}`;

/** A page of the website, as a visitor's browser asks for it. */
async function visitSite(path: string) {
  const address = `http://${site}.s3-website.localhost:${server.port}/${path}`;
  const { status, text } = await openUrl(address);
  return { status, text };
}

describe('the tutorial of the static site, in the console', { timeout: 400_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  let keys: readonly Credentials[] = [];
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const save = async (title: string) => {
    await button('Save').click();
    await page.getByText(`${title}: saved.`).first().waitFor();
  };

  test('root makes the bucket of the site, and another', async () => {
    await signInWithKey(page, server.root);
    for (const name of [site, other]) {
      await page.goto('/buckets/create');
      await page.getByLabel('Bucket name').fill(name);
      await button('Create bucket').click();
      await page.getByText(`Bucket ${name} was created.`).waitFor();
    }
  });

  test('a policy says what a publisher may do, and a group has it', async () => {
    await page.goto('/iam/policies/create');
    await page.getByLabel('Policy name').fill('site-publisher');
    await writePolicy(page, publisherPolicy);
    await button('Create policy').click();
    await page.getByText('Policy site-publisher was created.').waitFor();
    await page.goto('/iam/groups/create');
    await page.getByLabel('Group name').fill('publishers');
    await button('Next').click();
    await page.getByRole('checkbox', { name: 'Select site-publisher', exact: true }).check();
    await button('Next').click();
    await button('Next').click();
    await button('Create group').click();
    await page.getByText('Group publishers was created.').waitFor();
  });

  test('a person and a CI server join the group, and get their keys once', async () => {
    await page.goto('/iam/users/create');
    await page.getByLabel('User name 1').fill('publisher');
    await button('Add another user').click();
    await page.getByLabel('User name 2').fill('ci');
    await button('Next').click();
    await page.getByRole('checkbox', { name: 'Select publishers', exact: true }).check();
    await button('Next').click();
    await button('Next').click();
    await button('Create users').click();
    await page.getByText('The secrets are shown this once').waitFor();
    keys = await downloadKeys(page);
    assert.equal(keys.length, 2);
  });

  test('either key publishes the site', async () => {
    const build = join(own.folder, 'build');
    await mkdir(join(build, 'posts'), { recursive: true });
    await writeFile(join(build, 'index.html'), '<h1>home</h1>');
    await writeFile(join(build, '404.html'), '<h1>lost</h1>');
    await writeFile(join(build, 'posts', 'index.html'), '<h1>post</h1>');
    const sync = ['sync', '--no-config', '--bucket', site, '--build-dir', 'build'];
    for (const key of keys) {
      const { code, error } = await own.run(key, ...sync);
      assert.equal(code, 0, error);
    }
    const { KeyCount } = await s3Client(server).send(new ListObjectsV2Command({ Bucket: site }));
    assert.equal(KeyCount, 3);
  });

  test('the site is served to everyone once its owner says so', async () => {
    await page.goto(`/buckets/details/${site}?tab=website`);
    await button('Edit Static website hosting').click();
    await page.getByRole('radio', { name: 'Serve the objects' }).check();
    await page.getByLabel('Index document').fill('index.html');
    await page.getByLabel('Error document - optional').fill('404.html');
    await save('Static website hosting');
    assert.equal((await visitSite('')).status, 403);
    await page.goto(`/buckets/details/${site}?tab=permissions`);
    await button('Edit Block public access').click();
    await page.getByRole('checkbox', { name: 'Block all public access' }).uncheck();
    await save('Block public access');
    await button('Edit Bucket policy').click();
    await writePolicy(page, publicPolicy);
    await save('Bucket policy');
    await picture(page, 'site-permissions');
    assert.deepEqual(await visitSite(''), { status: 200, text: '<h1>home</h1>' });
    assert.deepEqual(await visitSite('posts/'), { status: 200, text: '<h1>post</h1>' });
    assert.deepEqual(await visitSite('nowhere.html'), { status: 404, text: '<h1>lost</h1>' });
    expectNoFaults();
  });

  test('a publisher can neither look into the other bucket nor delete it', async () => {
    const visitor = await visit(browser, origin);
    await signInWithKey(visitor.page, keys[0] ?? server.root);
    await visitor.page.goto(`/buckets/details/${other}`);
    const words = (action: string) =>
      visitor.page
        .getByText(new RegExp(`not authorized to perform: ${action}`))
        .filter({ visible: true })
        .first();
    await words('s3:ListBucket').waitFor();
    await visitor.page.getByRole('button', { name: 'Delete', exact: true }).first().click();
    const dialog = visitor.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(other);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await words('s3:DeleteBucket').waitFor();
    await picture(visitor.page, 'site-denied-delete');
    visitor.expectNoFaults();
  });
});
