import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { hashCacheFile, openHashCache } from './hash-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-hashes-'));
after(() => rmSync(folder, { recursive: true }));

const later = () => Date.now() + 60_000;
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

function writePage(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, stats: () => statSync(path) };
}

/** A cache that knows one file. */
function cacheOf(name: string, text: string) {
  const file = join(folder, `${name}.json`);
  const page = writePage(name, text);
  const cache = openHashCache(file, later());
  cache.remember(page.path, page.stats(), md5);
  cache.save();
  return { file, page };
}

describe('the cache of hashes', () => {
  test('knows a file that did not change', () => {
    const { file, page } = cacheOf('same', 'x');
    assert.equal(openHashCache(file, later()).find(page.path, page.stats()), md5);
  });

  test('does not know one of the same size and time with other bytes', () => {
    const { file, page } = cacheOf('changed', 'x');
    const { atime, mtime } = page.stats();
    writePage('changed', 'y');
    utimesSync(page.path, atime, mtime);
    assert.equal(openHashCache(file, later()).find(page.path, page.stats()), undefined);
  });

  test('does not remember what may still change within a tick of the clock', () => {
    const page = writePage('young', 'x');
    const file = join(folder, 'young.json');
    const cache = openHashCache(file, Date.now());
    cache.remember(page.path, page.stats(), md5);
    cache.save();
    assert.equal(openHashCache(file, later()).find(page.path, page.stats()), undefined);
  });

  test('forgets what was not asked for', () => {
    const { file } = cacheOf('gone', 'x');
    openHashCache(file, later()).save();
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')).entries, {});
  });

  for (const text of ['', 'no json', '[]', '{"version":0,"entries":{}}', '{"version":1}']) {
    test(`is empty where its file says ${JSON.stringify(text)}`, () => {
      const page = writePage('odd', 'x');
      const file = join(folder, 'odd.json');
      writeFileSync(file, text);
      assert.equal(openHashCache(file, later()).find(page.path, page.stats()), undefined);
    });
  }

  test('stands in the cache folder of the user, one for each build folder', () => {
    const of = (build: string) => hashCacheFile({ HOME: '/home/ann' }, build) ?? '';
    assert.match(of('/a'), /^\/home\/ann\/\.cache\/strongroom\/hashes\/[0-9a-f]{32}\.json$/);
    assert.notEqual(of('/a'), of('/b'));
    assert.match(hashCacheFile({ XDG_CACHE_HOME: '/c', HOME: '/h' }, '/a') ?? '', /^\/c\//);
    assert.equal(hashCacheFile({}, '/a'), undefined);
  });

  test('that cannot be written is no failure', () => {
    const page = writePage('stuck', 'x');
    const cache = openHashCache(join(page.path, 'under-a-file.json'), later());
    cache.remember(page.path, page.stats(), md5);
    cache.save();
  });
});
