import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testSite } from './bucket-fixture.ts';
import { parseManifest, printManifest, releasedSite } from './release-manifest.ts';
import { fromContents, releaseId, releaseIds } from './releases.ts';

const site = testSite({ 'p/a.html': 'x' }, { cacheControl: 'no-cache', acl: undefined });
const release = { id: '20260314T092653Z', digest: 'd', objects: site };

describe('the manifest of a release', () => {
  test('has every object with its headers, and no path of the machine', () => {
    const text = printManifest(release);
    assert.ok(!text.includes('source'));
    const read = parseManifest(text);
    assert.deepEqual([read?.id, read?.digest], [release.id, 'd']);
    const [object] = releasedSite(read ?? assert.fail('not read'));
    assert.deepEqual([object?.key, object?.md5], ['p/a.html', site[0]?.md5]);
    assert.equal(object?.headers.cacheControl, 'no-cache');
  });

  test('that is damaged is none', () => {
    const text = printManifest(release);
    for (const bad of ['', '{}', text.slice(0, -1), text.replace('"version":1', '"version":2')]) {
      assert.equal(parseManifest(bad), undefined);
    }
    assert.equal(parseManifest(text.replace(/"md5":"\w+"/, '"md5":"../x"')), undefined);
  });

  test('its objects are copied from the contents that were kept', () => {
    const [object] = fromContents('p/', site);
    assert.deepEqual(object?.source, {
      kind: 'object',
      key: `p/.strongroom/contents/${site[0]?.md5}`,
    });
  });

  test('releases are named by their time, and listed from the keys', () => {
    assert.equal(releaseId(Date.UTC(2026, 2, 14, 9, 26, 53)), release.id);
    const own = [
      'p/.strongroom/releases/b.json',
      'p/.strongroom/releases/a.json',
      'p/.strongroom/x',
    ];
    const listed = own.map((key) => ({ key, etag: '', sizeBytes: 0, lastModifiedMs: 0 }));
    assert.deepEqual(releaseIds('p/', listed), ['a', 'b']);
  });
});
