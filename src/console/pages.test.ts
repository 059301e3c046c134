import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { requestFixture } from '../http/request-fixture.ts';
import { createPages } from './pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-pages-'));
after(() => rmSync(folder, { recursive: true }));
const pages = createPages(folder);

function get(url: string, encodings = '') {
  const headers = { 'accept-encoding': encodings };
  return pages.answer(requestFixture({ url, headers, nowMs: 0 }));
}

describe('the pages of the console', () => {
  test('say how to build them where they are not built', async () => {
    const reply = await get('/');
    assert.equal(reply?.status, 503);
    assert.match(String(reply?.body), /npm run build/);
  });

  test('are one page at every path, which browsers do not keep', async () => {
    writeFileSync(join(folder, 'index.html'), 'the page');
    for (const path of ['/', '/iam/users/alice', '/index.html', '/../secret']) {
      const reply = await get(path);
      assert.equal(String(reply?.body), 'the page', path);
      assert.equal(reply?.headers['cache-control'], 'no-store');
    }
  });

  test('have assets that browsers keep, in the smallest form that the client takes', async () => {
    mkdirSync(join(folder, 'assets'));
    for (const ending of ['', '.br', '.gz']) {
      writeFileSync(join(folder, 'assets', `a-1.js${ending}`), `script${ending}`);
    }
    const forms = [
      ['gzip, deflate, br', 'br', 'script.br'],
      ['gzip', 'gzip', 'script.gz'],
      ['br;q=0, gzip;q=0.5', 'gzip', 'script.gz'],
      ['', undefined, 'script'],
    ] as const;
    for (const [accepted, encoding, body] of forms) {
      const reply = await get('/assets/a-1.js', accepted);
      assert.equal(String(reply?.body), body, accepted);
      assert.equal(reply?.headers['content-encoding'], encoding);
      assert.match(reply?.headers['cache-control'] ?? '', /immutable/);
      assert.match(reply?.headers['content-type'] ?? '', /javascript/);
    }
  });

  test('have no other files', async () => {
    writeFileSync(join(folder, 'assets', '.built'), 'secret');
    writeFileSync(join(folder, 'assets', 'a.txt'), 'secret');
    for (const path of ['/assets/.built', '/assets/a.txt', '/assets/', '/assets/none.js']) {
      assert.equal(await get(path), undefined, path);
    }
  });
});
