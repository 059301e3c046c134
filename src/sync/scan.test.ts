import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { md5Of } from './bucket-fixture.ts';
import { type ScanOptions, scan } from './scan.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-scan-'));
after(() => rmSync(root, { recursive: true }));

let folders = 0;

function folderWith(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function scanFolder(folder: string, options: Partial<ScanOptions> = {}) {
  return scan({
    ...{ folder, prefix: '', ignore: [], prefer: ['gzip'], redirects: new Map() },
    rules: { cachingByPath: [], cachingByType: {}, cachingDefault: {}, contentTypes: [] },
    ...options,
  });
}

const keysOf = (objects: readonly { key: string }[]) => objects.map(({ key }) => key);

describe('a scan', () => {
  test('finds every file in the order of keys, with its hash, size and type', async () => {
    const folder = folderWith({
      'index.html': 'home',
      'posts/caf  é+1.txt': 'x',
      '.well-known/security.txt': 'y',
      'data/no-extension': 'z',
      'a.unknown-kind': '',
      '.DS_Store': 'junk',
    });
    const objects = await scanFolder(folder, { prefix: 'site/' });
    assert.deepEqual(keysOf(objects), [
      'site/.well-known/security.txt',
      'site/a.unknown-kind',
      'site/data/no-extension',
      'site/index.html',
      'site/posts/caf  é+1.txt',
    ]);
    const home = objects.find(({ key }) => key === 'site/index.html');
    assert.deepEqual([home?.md5, home?.sizeBytes], [md5Of('home'), 4]);
    assert.deepEqual(
      objects.map(({ headers }) => headers.contentType),
      [
        'text/plain; charset=utf-8',
        'application/octet-stream',
        'application/octet-stream',
        'text/html; charset=utf-8',
        'text/plain; charset=utf-8',
      ],
    );
  });

  test('a gzipped sibling stands in for the plain file, under its name', async () => {
    const folder = folderWith({ 'a.css': 'plain', 'a.css.gz': 'zipped', 'b.tar.gz': 'archive' });
    const [css, archive, ...more] = await scanFolder(folder);
    assert.deepEqual(more, []);
    assert.deepEqual([css?.key, css?.md5], ['a.css', md5Of('zipped')]);
    assert.equal(css?.headers.contentEncoding, 'gzip');
    assert.equal(css?.headers.contentType, 'text/css; charset=utf-8');
    assert.deepEqual([archive?.key, archive?.headers.contentEncoding], ['b.tar.gz', undefined]);
    assert.equal(archive?.headers.contentType, 'application/gzip');
  });

  test('the preferred encoding is taken, and the others are sent beside it', async () => {
    const files = { 'a.js': 'plain', 'a.js.br': 'brotli', 'a.js.gz': 'zipped', 'a.js.zst': 'zstd' };
    const objects = await scanFolder(folderWith(files), { prefer: ['br', 'gzip'] });
    assert.deepEqual(
      objects.map(({ key, md5, headers }) => [key, md5, headers.contentEncoding]),
      [
        ['a.js', md5Of('brotli'), 'br'],
        ['a.js.gz', md5Of('zipped'), 'gzip'],
        ['a.js.zst', md5Of('zstd'), 'zstd'],
      ],
    );
    for (const { headers } of objects) assert.match(headers.contentType, /^text\/javascript/);
    const plain = await scanFolder(folderWith(files), { prefer: [] });
    assert.deepEqual(keysOf(plain), ['a.js', 'a.js.br', 'a.js.gz', 'a.js.zst']);
    assert.ok(plain.every(({ headers }) => headers.contentEncoding === undefined));
  });

  test('ignores names, folders, globs and regular expressions', async () => {
    const folder = folderWith({
      ...{ 'a.html': '', 'a.map': '', 'drafts/b.html': '', 'c/d.tmp': '', 'drafts.html': '' },
    });
    const ignore = ['drafts', '**/*.tmp', /\.map$/];
    assert.deepEqual(keysOf(await scanFolder(folder, { ignore })), ['a.html', 'drafts.html']);
  });

  test('headers follow path before type before default', async () => {
    const folder = folderWith({ 'a.css': '', 'fixed/b.css': '', 'c.html': '', feed: '<rss/>' });
    const objects = await scanFolder(folder, {
      rules: {
        cachingByPath: [['fixed/**', { cacheControl: 'immutable' }]],
        cachingByType: { 'text/css': { cacheControl: 'max-age=9' } },
        cachingDefault: { cacheControl: 'no-cache' },
        contentTypes: [['feed', 'application/rss+xml']],
        acl: 'public-read',
      },
    });
    const cacheControl = objects.map(({ key, headers }) => [key, headers.cacheControl]);
    assert.deepEqual(Object.fromEntries(cacheControl), {
      'a.css': 'max-age=9',
      'fixed/b.css': 'immutable',
      'c.html': 'no-cache',
      feed: 'no-cache',
    });
    assert.equal(objects.at(-2)?.headers.contentType, 'application/rss+xml');
    assert.ok(objects.every(({ headers }) => headers.acl === 'public-read'));
  });

  test('a redirect is an empty object, and never stands in for a file', async () => {
    const folder = folderWith({ 'a.html': '' });
    const objects = await scanFolder(folder, { redirects: new Map([['old.html', '/a.html']]) });
    const old = objects.find(({ key }) => key === 'old.html');
    assert.deepEqual([old?.sizeBytes, old?.headers.redirect], [0, '/a.html']);
    const both = scanFolder(folder, { redirects: new Map([['a.html', '/b.html']]) });
    await assert.rejects(both, /a\.html is a file, and a redirect too/);
  });

  test('links are followed, and a folder that links to itself is refused', async () => {
    const folder = folderWith({ 'a/b.html': 'x' });
    symlinkSync(join(folder, 'a'), join(folder, 'c'));
    assert.deepEqual(keysOf(await scanFolder(folder)), ['a/b.html', 'c/b.html']);
    symlinkSync(folder, join(folder, 'a', 'loop'));
    await assert.rejects(scanFolder(folder), /links to a folder that it stands in/);
  });

  test('an empty folder is refused, because it would empty the bucket', async () => {
    await assert.rejects(scanFolder(folderWith({})), /is empty/);
    await assert.rejects(scanFolder(join(root, 'nowhere')), /there is no folder .*nowhere/);
  });

  test('a key beyond 1,024 bytes is named', async () => {
    const long = `${'é'.repeat(100)}/`.repeat(5);
    const folder = folderWith({ [`${long}${'x'.repeat(30)}`]: '' });
    await assert.rejects(scanFolder(folder), /longer than 1024 bytes/);
  });
});
