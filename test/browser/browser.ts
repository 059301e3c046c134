import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Credentials } from '../conformance/harness/server.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What a browser in a test neither needs nor may do: a display, and calls to its maker. */
const options = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Pages load modules one by one, on machines that do other things too. */
const patienceMs = 20_000;

/** The browser of a test file; closed when its tests are over. */
export async function useBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));
  assert.ok(
    executablePath !== undefined,
    'The browser tests need Chromium: apt-get install -y chromium (or name another by CHROMIUM)',
  );
  assert.ok(
    existsSync(join(repository, 'console', 'dist', 'index.html')),
    'The browser tests need the built console: npm run build',
  );
  const browser = await chromium.launch({ executablePath, args: options });
  after(() => browser.close());
  return browser;
}

/** A page, and everything that went wrong in it. */
export interface Visit {
  readonly page: Page;
  /** Fails for exceptions, dialogs, and whatever the content security policy refused. */
  expectNoFaults(): void;
}

/** A person with a browser of its own: no cookie is shared with others. */
export async function visit(
  browser: Browser,
  origin: string,
  how: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
    // Pictures are taken of what is there, and not of what is on its way.
    reducedMotion: 'reduce',
    locale: 'en',
    timezoneId: 'UTC',
    ...how,
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.stack}`));
  page.on('console', (message) => {
    if (/Content Security Policy|violates/i.test(message.text())) faults.push(message.text());
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, expectNoFaults: () => assert.deepEqual(faults, []) };
}

/** Signs in on the sign-in page with a key, and waits for the console. */
export async function signInWithKey(page: Page, key: Credentials): Promise<void> {
  await page.goto('/');
  await page.getByText('Access key', { exact: true }).click();
  await page.getByLabel('Access key ID').fill(key.accessKeyId);
  await page.getByLabel('Secret access key').fill(key.secretAccessKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
}

/** Waits until nothing on the page is being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('[class*="awsui_spinner"]').first().waitFor({ state: 'detached' });
}

const artifacts = process.env.SCREENSHOTS ?? join(repository, '.test-output', 'browser');
const guide = join(repository, 'docs', 'guide', 'images');

/**
 * Keeps a picture of the page with what the tests leave behind.
 * @param name `create-users`; with `inGuide` it is also the guide's, written when DOCS_PICTURES is set
 */
export async function picture(page: Page, name: string, inGuide = false): Promise<void> {
  await settled(page);
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`) });
  if (!inGuide || process.env.DOCS_PICTURES === undefined) return;
  mkdirSync(guide, { recursive: true });
  await page.screenshot({ path: join(guide, `console-${name}.png`) });
}

/** Writes a policy into the editor that is shown. */
export async function writePolicy(page: Page, text: string): Promise<void> {
  const editor = page.locator('.cm-content').first();
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}
