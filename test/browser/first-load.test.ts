import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useServer } from '../conformance/harness/server.ts';
import { useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const limitBytes = 400 * 1_024;

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();

test('the sign-in page loads less than 400 KiB of script, even in gzip', async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const scripts = new Set<string>();
  page.on('request', (request) => {
    if (request.url().endsWith('.js')) scripts.add(request.url());
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.waitForLoadState('networkidle');
  assert.ok(scripts.size > 0);
  let total = 0;
  for (const url of scripts) {
    const { headers } = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    total += Number(headers.get('content-length'));
  }
  assert.ok(total > 0 && total < limitBytes, `${total} bytes in ${scripts.size} scripts`);
  console.log(`${Math.round(total / 1_024)} KiB in ${scripts.size} scripts`);
  expectNoFaults();
});
