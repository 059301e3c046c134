import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testSite } from './bucket-fixture.ts';
import { type InvalidationSettings, invalidationPaths } from './invalidation.ts';
import type { Action } from './plan.ts';

const settings: InvalidationSettings = {
  ...{ distribution: 'E1', all: false, prefix: 'site/', httpPrefix: '', batchSize: 1000 },
  ...{ indexDocument: 'index.html', maxRetries: 0, batchDelayMs: 0, wait: false },
};
const files = { 'site/index.html': '1', 'site/posts/index.html': '1', 'site/a é.css': '1' };
const uploads = testSite(files, { cacheControl: undefined, acl: undefined }).map(
  (object): Action => ({ kind: 'upload', object, reason: 'new', stamp: undefined }),
);

describe('the paths of an invalidation', () => {
  test('are those of the changed keys without the prefix, and of the folders they index', () => {
    const deletion: Action = { kind: 'delete', key: 'site/old.html', sizeBytes: 1 };
    assert.deepEqual(invalidationPaths([...uploads, deletion], settings), [
      '/index.html',
      '/',
      '/posts/index.html',
      '/posts/',
      '/a%20%C3%A9.css',
      '/old.html',
    ]);
  });

  test('stand under the prefix of the distribution, or are all in one', () => {
    const under = invalidationPaths(uploads.slice(2), { ...settings, httpPrefix: '/docs/' });
    assert.deepEqual(under, ['/docs/a%20%C3%A9.css']);
    assert.deepEqual(invalidationPaths(uploads, { ...settings, all: true }), ['/*']);
  });

  test('nothing changed, nothing to forget', () => {
    assert.deepEqual(invalidationPaths([], { ...settings, all: true }), []);
  });
});
