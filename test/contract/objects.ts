import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListedVersion } from '../../src/store/objects.ts';
import {
  type MakeStores,
  makeBucket,
  owner,
  putText,
  readText,
  type TestedStores,
} from './stores.ts';

async function history(stores: TestedStores, bucketId: number) {
  const page = await stores.objects.listVersions({
    bucketId,
    prefix: '',
    delimiter: '',
    keyMarker: '',
    limit: 1_000,
  });
  return page.versions.map((version) => {
    const what = version.isDeleteMarker ? 'marker' : version.etag;
    return `${what}${version.versionId === 'null' ? ' null' : ''}${version.isLatest ? ' latest' : ''}`;
  });
}

/** What every store of objects promises about single objects and their versions. */
export function describeObjects(name: string, makeStores: MakeStores): void {
  describe(`objects in ${name}`, () => {
    describeAttributes(makeStores);
    describeVersions(makeStores);
    describeConditions(makeStores);
  });
}

function describeAttributes(makeStores: MakeStores): void {
  test('every attribute comes back as it was put', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const attributes = {
      contentType: 'image/png',
      cacheControl: 'max-age=1',
      contentDisposition: 'inline',
      contentEncoding: 'gzip',
      contentLanguage: 'de',
      expires: 'Thu, 01 Dec 2033 16:00:00 GMT',
      userMetadata: [
        ['b', '2'],
        ['a', 'é'],
      ] satisfies [string, string][],
      storageClass: 'GLACIER',
      websiteRedirectLocation: '/other',
      tags: [{ key: 'k', value: '' }],
      acl: '<acl/>',
      encryption: { kind: 'customer', keyMd5: 'md5', salt: 's' },
      retention: { mode: 'GOVERNANCE', untilMs: 5 },
      legalHold: false,
      checksum: { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', value: 'AAAA' },
    } as const;
    const put = await putText(stores, bucket.id, 'key', 'text', attributes);
    assert.ok(put.kind === 'put');
    const found = await stores.objects.current(bucket.id, 'key');
    assert.ok(found?.isDeleteMarker === false && found.body.kind === 'blob');
    assert.deepEqual(found, {
      ...attributes,
      ...owner,
      isDeleteMarker: false,
      isLatest: true,
      key: 'key',
      versionId: 'null',
      sequence: put.sequence,
      lastModifiedMs: stores.time.nowMs,
      sizeBytes: 4,
      etag: 'text',
      body: found.body,
    });
    assert.equal(await stores.objects.current(bucket.id, 'Key'), undefined);
    await stores.close();
  });

  test('tags, ACL and locks change without a new date or version', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    await putText(stores, bucket.id, 'key', 'text', { tags: [{ key: 'a', value: '1' }] });
    const before = await stores.objects.current(bucket.id, 'key');
    stores.time.nowMs += 5_000;
    const change = { acl: '<acl/>', tags: undefined, legalHold: true };
    assert.equal(await stores.objects.update(bucket.id, 'key', 'null', change), 'updated');
    const after = await stores.objects.current(bucket.id, 'key');
    assert.deepEqual(after, { ...before, ...change });
    assert.equal(await stores.objects.update(bucket.id, 'key', 'other', change), 'missing');
    await stores.close();
  });

  test('keys of any characters are different keys', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const keys = ['a', 'a\0', '\0', 'a\n', '../a', './a', '/', '//', '\u{ffff}', '\u{10ffff}'];
    const long = ['x'.repeat(1_024), `${'é'.repeat(511)}yz`];
    for (const key of [...keys, ...long]) await putText(stores, bucket.id, key, `of ${key}`);
    for (const key of [...keys, ...long]) {
      assert.equal(await readText(stores, bucket.id, key), `of ${key}`);
    }
    await stores.close();
  });

  test('acknowledged objects are there after a crash', async () => {
    let stores = await makeStores();
    const bucket = await makeBucket(stores);
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        putText(stores, bucket.id, `k${index}`, `v${index}`),
      ),
    );
    stores = await stores.crashAndReopen();
    for (let index = 0; index < 50; index += 1) {
      assert.equal(await readText(stores, bucket.id, `k${index}`), `v${index}`);
    }
    await stores.close();
  });
}

function describeVersions(makeStores: MakeStores): void {
  test('an unversioned object is replaced and removed', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    await putText(stores, bucket.id, 'k', 'one');
    await putText(stores, bucket.id, 'k', 'two');
    assert.deepEqual(await history(stores, bucket.id), ['two null latest']);
    const place = { ...owner, bucketId: bucket.id, key: 'k', mode: 'remove' } as const;
    const first = await stores.objects.delete(place);
    assert.ok(first.kind === 'removed' && first.existed);
    const second = await stores.objects.delete(place);
    assert.ok(second.kind === 'removed' && !second.existed);
    assert.equal(await stores.buckets.delete(bucket.id), 'deleted');
    await stores.close();
  });

  test('versions pile up, delete markers hide them, and deletions bring them back', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const place = { bucketId: bucket.id, key: 'k' };
    await putText(stores, bucket.id, 'k', 'before');
    await putText(stores, bucket.id, 'k', 'one', { mode: 'new-version' });
    await putText(stores, bucket.id, 'k', 'two', { mode: 'new-version' });
    const marked = await stores.objects.delete({ ...owner, ...place, mode: 'marker' });
    assert.ok(marked.kind === 'marked');
    assert.deepEqual(await history(stores, bucket.id), [
      'marker latest',
      'two',
      'one',
      'before null',
    ]);
    const hidden = await stores.objects.current(bucket.id, 'k');
    assert.equal(hidden?.isDeleteMarker, true);
    const listed = await stores.objects.list({
      ...place,
      prefix: '',
      delimiter: '',
      after: '',
      limit: 10,
    });
    assert.equal(listed.objects.length, 0);
    const back = await stores.objects.deleteVersion({ ...place, versionId: marked.versionId });
    assert.ok(back.kind === 'deleted' && back.wasDeleteMarker);
    assert.equal(await readText(stores, bucket.id, 'k'), 'two');
    const two = await stores.objects.current(bucket.id, 'k');
    await stores.objects.deleteVersion({ ...place, versionId: two?.versionId ?? '' });
    assert.deepEqual(await history(stores, bucket.id), ['one latest', 'before null']);
    await stores.objects.deleteVersion({ ...place, versionId: 'null' });
    assert.deepEqual(await history(stores, bucket.id), ['one latest']);
    const missing = await stores.objects.deleteVersion({ ...place, versionId: 'null' });
    assert.equal(missing.kind, 'missing');
    await stores.close();
  });

  test('while suspended, the null version is replaced wherever it is', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    await putText(stores, bucket.id, 'k', 'null 1');
    await putText(stores, bucket.id, 'k', 'id', { mode: 'new-version' });
    await putText(stores, bucket.id, 'k', 'null 2');
    assert.deepEqual(await history(stores, bucket.id), ['null 2 null latest', 'id']);
    const place = { ...owner, bucketId: bucket.id, key: 'k' };
    await stores.objects.delete({ ...place, mode: 'null-marker' });
    await stores.objects.delete({ ...place, mode: 'null-marker' });
    assert.deepEqual(await history(stores, bucket.id), ['marker null latest', 'id']);
    await putText(stores, bucket.id, 'k', 'null 3');
    assert.deepEqual(await history(stores, bucket.id), ['null 3 null latest', 'id']);
    await stores.close();
  });

  test('a version is found by its id, and knows whether it is the latest', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const one = await putText(stores, bucket.id, 'k', 'one', { mode: 'new-version' });
    const two = await putText(stores, bucket.id, 'k', 'two', { mode: 'new-version' });
    assert.ok(one.kind === 'put' && two.kind === 'put' && one.sequence < two.sequence);
    const found = await Promise.all(
      [one, two].map(({ versionId }) => stores.objects.version(bucket.id, 'k', versionId)),
    );
    assert.deepEqual(
      found.map((version) => version?.isLatest),
      [false, true],
    );
    assert.equal(await stores.objects.version(bucket.id, 'k', 'null'), undefined);
    await stores.close();
  });

  test('a locked version stays', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const place = { bucketId: bucket.id, key: 'k', versionId: 'null' };
    const untilMs = stores.time.nowMs + 1_000;
    const bypass = { ...place, bypassGovernance: true };
    await putText(stores, bucket.id, 'k', 'x', { retention: { mode: 'COMPLIANCE', untilMs } });
    assert.equal((await stores.objects.deleteVersion(bypass)).kind, 'locked');
    const governance = { retention: { mode: 'GOVERNANCE', untilMs }, legalHold: true } as const;
    await stores.objects.update(bucket.id, 'k', 'null', governance);
    assert.equal((await stores.objects.deleteVersion(bypass)).kind, 'locked');
    await stores.objects.update(bucket.id, 'k', 'null', { legalHold: false });
    assert.equal((await stores.objects.deleteVersion(place)).kind, 'locked');
    stores.time.nowMs = untilMs;
    assert.equal((await stores.objects.deleteVersion(place)).kind, 'deleted');
    await stores.close();
  });
}

function describeConditions(makeStores: MakeStores): void {
  test('conditions of a put are decided by what is there', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const put = (text: string, condition: object) =>
      putText(stores, bucket.id, 'k', text, { condition }).then((result) => result.kind);
    assert.equal(await put('one', { ifMatch: 'one' }), 'no-such-key');
    assert.equal(await put('one', { ifNoneMatch: '*' }), 'put');
    assert.equal(await put('two', { ifNoneMatch: '*' }), 'precondition-failed');
    assert.equal(await put('two', { ifMatch: 'other' }), 'precondition-failed');
    assert.equal(await put('two', { ifMatch: 'one' }), 'put');
    await stores.objects.delete({ ...owner, bucketId: bucket.id, key: 'k', mode: 'marker' });
    assert.equal(await put('three', { ifMatch: '*' }), 'no-such-key');
    assert.equal(await put('three', { ifNoneMatch: '*' }), 'put');
    await stores.close();
  });

  test('of many that create a key at once one wins', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        putText(stores, bucket.id, 'k', `v${index}`, { condition: { ifNoneMatch: '*' } }),
      ),
    );
    assert.equal(results.filter((result) => result.kind === 'put').length, 1);
    const page = await stores.objects.listVersions({
      bucketId: bucket.id,
      prefix: '',
      delimiter: '',
      keyMarker: '',
      limit: 10,
    });
    const only: ListedVersion['etag'][] = page.versions.map((version) =>
      version.isDeleteMarker ? '' : version.etag,
    );
    assert.equal(await readText(stores, bucket.id, 'k'), only[0]);
    await stores.close();
  });

  test('conditions of a delete look at ETag, size and date', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    await putText(stores, bucket.id, 'k', 'text');
    const place = { ...owner, bucketId: bucket.id, key: 'k', mode: 'remove' } as const;
    const remove = (condition: object) =>
      stores.objects.delete({ ...place, condition }).then((result) => result.kind);
    assert.equal(await remove({ ifMatch: 'other' }), 'precondition-failed');
    assert.equal(await remove({ ifSizeBytes: 5 }), 'precondition-failed');
    const later = stores.time.nowMs + 1_000;
    assert.equal(await remove({ ifLastModifiedMs: later }), 'precondition-failed');
    const exact = { ifMatch: 'text', ifSizeBytes: 4, ifLastModifiedMs: stores.time.nowMs + 999 };
    assert.equal(await remove(exact), 'removed');
    assert.equal(await remove(exact), 'no-such-key');
    await stores.close();
  });
}
