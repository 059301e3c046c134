import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../conformance/harness/clients.ts';
import { useReceiver } from '../conformance/harness/receiver.ts';
import { useServer } from '../conformance/harness/server.ts';
import { settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { ConsoleClient } from './console-client.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const elsewhere = await useReceiver();
const browser = await useBrowser();
await iamClient(server).send(new CreateUserCommand({ UserName: 'alice' }));

describe('an address of the console', { timeout: 200_000 }, async () => {
  test('is where somebody is after signing in there', async () => {
    const { page, expectNoFaults } = await visit(browser, origin);
    await page.goto('/iam/users/details/alice?tab=tags');
    await page.getByText('Access key', { exact: true }).click();
    await page.getByLabel('Access key ID').fill(server.root.accessKeyId);
    await page.getByLabel('Secret access key').fill(server.root.secretAccessKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'alice', level: 1 }).waitFor();
    assert.equal(page.url(), `${origin}/iam/users/details/alice?tab=tags`);
    expectNoFaults();
  });

  test('leads nowhere else, however it is written', async () => {
    const { page, expectNoFaults } = await visit(browser, origin);
    await signInWithKey(page, server.root);
    const { host } = new URL(elsewhere.origin);
    const tricks = [
      `//${host}/`,
      `//${host}/..//iam/users`,
      `/%2f%2f${host}`,
      `/%5c${host}`,
      `/?next=${encodeURIComponent(elsewhere.origin)}`,
      `/iam/users?returnTo=//${host}`,
      `/access?by=person&principal=${encodeURIComponent(`${elsewhere.origin}/`)}`,
      `/buckets/details/${encodeURIComponent(`//${host}`)}?tab=//${host}`,
    ];
    for (const path of tricks) {
      await page.goto(`${origin}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      // Whatever can be clicked in the frame of the page stays here too.
      const links = await page.locator('a[href]').evaluateAll((found) => found.map(String));
      assert.deepEqual(
        links.filter((href) => new URL(href).origin !== origin),
        [],
        path,
      );
      await page.getByRole('link', { name: 'Users', exact: true }).first().click();
      await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
      assert.equal(new URL(page.url()).origin, origin, path);
    }
    assert.deepEqual(elsewhere.received, []);
    expectNoFaults();
  });

  test('cannot be shown in a frame of another page', async () => {
    elsewhere.headers = { 'content-type': 'text/html' };
    elsewhere.answer = () => `<iframe src="${origin}/iam/users"></iframe>`;
    const { page } = await visit(browser, origin);
    await signInWithKey(page, server.root);
    // What the page before was still asking for fails too, when it is left.
    const framed = `${origin}/iam/users`;
    await Promise.all([
      page.waitForEvent('requestfailed', (request) => request.url() === framed),
      page.goto(elsewhere.origin),
    ]);
  });
});

test('the cookie of who signed out opens nothing, in any tab', async () => {
  const { page } = await visit(browser, origin);
  await signInWithKey(page, server.root);
  const other = await page.context().newPage();
  await other.goto('/iam/users');
  await other.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  const cookies = await page.context().cookies();
  const client = new ConsoleClient(origin);
  client.cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  assert.equal((await client.send('/session')).status, 200);
  await page.getByRole('button', { name: /root @/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.equal((await client.send('/session')).status, 401);
  assert.equal((await client.send('/api/s3/')).status, 401);
  await other.getByRole('link', { name: 'Roles', exact: true }).click();
  await other.getByText('Your session has ended. Sign in again.').waitFor();
});
