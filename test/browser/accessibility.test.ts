import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { iamClient } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';
import { furnish } from './furnish.ts';
import { pages } from './pages.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
await furnish(iamClient(server));
const browser = await useBrowser();

const grave = new Set(['serious', 'critical']);

/** What axe finds to be serious, one line each. */
async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations: found } = await axe.analyze();
  return found
    .filter(({ impact }) => grave.has(impact ?? ''))
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

/** The dark theme takes as long again; the pages of buckets are looked at in it in every run. */
const inDarkToo = process.env.STRONGROOM_EXTENDED_TESTS === '1';

/** Everything in light; in dark only what depends on it. */
async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  assert.deepEqual(await violations(new AxeBuilder({ page })), []);
  if (!inDarkToo) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('body.awsui-dark-mode').waitFor({ state: 'attached' });
  const contrast = new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']);
  assert.deepEqual(await violations(contrast), []);
}

describe(`axe finds nothing serious${inDarkToo ? ', in light and in dark,' : ''}`, {
  timeout: 400_000,
}, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);

  test('on the sign-in page', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await signInWithKey(page, server.root);
  });

  for (const [name, path] of Object.entries(pages)) {
    test(`on ${name}`, async () => {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      await expectAccessible(page);
      expectNoFaults();
    });
  }
});
