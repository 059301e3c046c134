import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { iamClient } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';
import { furnish } from './furnish.ts';
import { pages } from './pages.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
await furnish(iamClient(server));
const browser = await useBrowser();

describe('on a narrow screen nothing stands out at the side,', { timeout: 300_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin, {
    viewport: { width: 390, height: 844 },
  });

  test('after signing in', () => signInWithKey(page, server.root));

  for (const [name, path] of Object.entries(pages)) {
    test(`on ${name}`, async () => {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      assert.equal(width, 390);
      if (name === 'credentials of a user') await picture(page, 'narrow');
      expectNoFaults();
    });
  }
});

describe('with the keyboard alone', { timeout: 120_000 }, async () => {
  const { page } = await visit(browser, origin);

  test('a person signs in, and goes to the users', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(server.root.accessKeyId);
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(server.root.secretAccessKey);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === 'Users') break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  });
});
