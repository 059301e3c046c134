import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCopySource } from './copy-source.ts';

const versionId = undefined;

describe('a copy source', () => {
  test('names bucket and key, with or without a slash before them', () => {
    assert.deepEqual(parseCopySource('b/k'), { bucket: 'b', key: 'k', versionId });
    assert.deepEqual(parseCopySource('/b/a/k'), { bucket: 'b', key: 'a/k', versionId });
    assert.deepEqual(parseCopySource('b//k'), { bucket: 'b', key: '/k', versionId });
    assert.deepEqual(parseCopySource('b/..'), { bucket: 'b', key: '..', versionId });
  });

  test('is percent-encoded, and a plus is a plus', () => {
    const key = 'a+b c/é?versionId=1';
    const source = `b/${encodeURIComponent(key).replaceAll('%2B', '+')}`;
    assert.deepEqual(parseCopySource(source), { bucket: 'b', key, versionId });
  });

  test('may name a version', () => {
    const source = parseCopySource('b/k?versionId=null');
    assert.deepEqual(source, { bucket: 'b', key: 'k', versionId: 'null' });
  });

  for (const header of ['', '/', 'b', 'b/', '/b', '//k', 'b/%zz', 'b/%ff', 'b/k?versionId=']) {
    test(`refuses ${JSON.stringify(header)}`, () => {
      assert.throws(() => parseCopySource(header), { code: 'InvalidArgument' });
    });
  }
});
