import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();

/** Tries whatever a page could try, and writes down what it reached. */
const hostilePage = `<!doctype html><title>evil</title><h1>Previewed page</h1><p id="reached">nothing</p>
<img src="x" onerror="parent.postMessage('script ran', '*')">
<script>
  parent.postMessage('script ran', '*');
  document.getElementById('reached').textContent = 'a script ran';
  fetch('${origin}/session', { credentials: 'include' }).then((r) => r.text()).then(
    (text) => parent.postMessage('session: ' + text, '*'));
  top.location = 'http://127.0.0.1:1/';
</script>
<form action="${origin}/api/s3/stolen" method="post"></form>`;

const hostilePicture = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">
<script>parent.postMessage('script ran', '*')</script><rect width="90" height="90" fill="teal"/></svg>`;

describe('previews in the console', { timeout: 200_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const bucket = await createBucket(s3);
  const put = (Key: string, Body: string, ContentType: string, more: object = {}) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType, ...more }));
  const preview = (key: string) =>
    page.goto(`/buckets/details/${bucket}/object?${new URLSearchParams({ key })}&tab=preview`);

  test('a page is shown from the origin of objects and reaches nothing', async () => {
    await signInWithKey(page, server.root);
    // Whatever a script in a frame would say to the console is written down.
    const content = `addEventListener('message', ({ data }) => sessionStorage.setItem('said', data))`;
    await page.addInitScript({ content });
    await put('evil.html', hostilePage, 'text/html');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.frame() !== page.mainFrame()) asked.push(new URL(request.url()).origin);
    });
    await preview('evil.html');
    const frame = page.frameLocator('iframe[title="The object"]');
    await frame.getByText('Previewed page').waitFor();
    await page.waitForTimeout(500);
    assert.equal(await frame.locator('#reached').textContent(), 'nothing');
    const source = (await page.locator('iframe').getAttribute('src')) ?? '';
    assert.equal(new URL(source).origin, server.endpoint);
    assert.notEqual(new URL(source).origin, origin);
    assert.equal(await page.locator('iframe').getAttribute('sandbox'), '');
    assert.equal(await page.title(), 'evil.html - Strongroom');
    assert.deepEqual(new Set(asked), new Set([server.endpoint]));
    assert.equal(await page.evaluate(`sessionStorage.getItem('said')`), null);
    await picture(page, 'preview-page');
  });

  test('a picture with a script in it is only a picture', async () => {
    await put('evil.svg', hostilePicture, 'image/svg+xml');
    await preview('evil.svg');
    const image = page.getByRole('img', { name: 'The object' });
    await image.waitFor();
    const width = await page.waitForFunction(
      `document.querySelector('.preview-image').naturalWidth`,
    );
    assert.equal(await width.jsonValue(), 90);
    assert.equal(await page.evaluate(`sessionStorage.getItem('said')`), null);
    await picture(page, 'preview-picture');
  });

  test('a text is a text, whatever it looks like', async () => {
    await put('notes.json', '{"a": "<script>alert(1)</script>"}', 'application/json', {
      ContentDisposition: 'attachment; filename="x"',
    });
    await preview('notes.json');
    const frame = page.frameLocator('iframe[title="The object"]');
    await frame.getByText('<script>alert(1)</script>').waitFor();
  });

  test('the console itself never shows an object', async () => {
    const direct = await page.evaluate(async (path) => {
      const response = await fetch(path);
      const header = (name: string) => response.headers.get(name);
      return [header('content-disposition'), header('content-security-policy')];
    }, `/api/s3/${bucket}%2Fevil.html?response-content-disposition=inline`);
    assert.equal(direct[0], 'attachment');
    assert.match(direct[1] ?? '', /sandbox/);
  });

  test('what a browser cannot show is said so', async () => {
    await put('data.bin', '\u0000', 'application/octet-stream');
    await preview('data.bin');
    await page.getByText('No preview').waitFor();
    expectNoFaults();
  });
});
