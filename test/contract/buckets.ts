import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attributes, type MakeStores, makeBucket, owner, putText } from './stores.ts';

const other = { accountId: '444455556666', ownerId: 'b'.repeat(64) };

/** What every store of buckets promises. */
export function describeBuckets(name: string, makeStores: MakeStores): void {
  describe(`buckets in ${name}`, () => {
    test('a bucket comes back as it was made', async () => {
      const stores = await makeStores();
      const publicAccessBlock = {
        blockPublicAcls: true,
        ignorePublicAcls: false,
        blockPublicPolicy: true,
        restrictPublicBuckets: false,
      };
      const result = await stores.buckets.create({
        name: 'locked',
        ...owner,
        region: 'eu-west-1',
        objectOwnership: 'ObjectWriter',
        publicAccessBlock,
        objectLockEnabled: true,
        tags: [{ key: 'team', value: 'é' }],
        acl: '<acl/>',
      });
      assert.equal(result.kind, 'created');
      const bucket = await stores.buckets.get('locked');
      assert.deepEqual(bucket, {
        id: bucket?.id,
        name: 'locked',
        ...owner,
        region: 'eu-west-1',
        createdAtMs: stores.time.nowMs,
        versioning: 'Enabled',
        objectOwnership: 'ObjectWriter',
        publicAccessBlock,
        policy: undefined,
        tags: [{ key: 'team', value: 'é' }],
        objectLockEnabled: true,
      });
      assert.equal(await stores.buckets.configuration(bucket?.id ?? 0, 'acl'), '<acl/>');
      await stores.close();
    });

    test('a name belongs to one account', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores, 'mine');
      const again = { ...bucket, tags: [] };
      assert.equal((await stores.buckets.create(again)).kind, 'owned-by-you');
      assert.equal((await stores.buckets.create({ ...again, ...other })).kind, 'taken');
      const contested = await Promise.all(
        [owner, other].map((who) => stores.buckets.create({ ...again, ...who, name: 'both' })),
      );
      assert.deepEqual(contested.map((result) => result.kind).sort(), ['created', 'taken']);
      await stores.close();
    });

    test('changes set what they name, and only that', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      const policy = '{"Version":"2012-10-17",\n "Statement":[]}';
      assert.equal(await stores.buckets.update(bucket.id, { policy }), 'updated');
      assert.equal(await stores.buckets.update(bucket.id, { versioning: 'Suspended' }), 'updated');
      let now = await stores.buckets.get('photos');
      assert.deepEqual(now, { ...bucket, policy, versioning: 'Suspended' });
      await stores.buckets.update(bucket.id, { policy: undefined, objectOwnership: undefined });
      now = await stores.buckets.get('photos');
      assert.deepEqual(now, { ...bucket, objectOwnership: undefined, versioning: 'Suspended' });
      assert.equal(await stores.buckets.update(9_999, { policy }), 'missing');
      await stores.close();
    });

    test('every change raises the revision, and a read does not', async () => {
      const stores = await makeStores();
      const { buckets } = stores;
      const seen = [buckets.revision()];
      const bucket = await makeBucket(stores);
      seen.push(buckets.revision());
      await buckets.update(bucket.id, { tags: [] });
      seen.push(buckets.revision());
      await buckets.putConfiguration(bucket.id, 'cors', 'x');
      seen.push(buckets.revision());
      await buckets.deleteConfiguration(bucket.id, 'cors');
      seen.push(buckets.revision());
      await buckets.delete(bucket.id);
      seen.push(buckets.revision());
      assert.equal(new Set(seen).size, seen.length);
      await buckets.get('photos');
      assert.equal(buckets.revision(), seen.at(-1));
      await stores.close();
    });

    test('configurations are kept by kind and go with their bucket', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      await stores.buckets.putConfiguration(bucket.id, 'website', '<one/>');
      await stores.buckets.putConfiguration(bucket.id, 'website', '<two/>');
      assert.equal(await stores.buckets.configuration(bucket.id, 'website'), '<two/>');
      assert.equal(await stores.buckets.configuration(bucket.id, 'cors'), undefined);
      assert.equal(await stores.buckets.deleteConfiguration(bucket.id, 'cors'), 'missing');
      await stores.buckets.delete(bucket.id);
      assert.equal(await stores.buckets.configuration(bucket.id, 'website'), undefined);
      const text = '<late/>';
      assert.equal(await stores.buckets.putConfiguration(bucket.id, 'website', text), 'missing');
      await stores.close();
    });

    test('only an empty bucket is deleted; unfinished uploads go with it', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      await putText(stores, bucket.id, 'a', 'text');
      assert.equal(await stores.buckets.delete(bucket.id), 'not-empty');
      const place = { bucketId: bucket.id, key: 'a' };
      await stores.objects.delete({ ...owner, ...place, mode: 'marker' });
      assert.equal(await stores.buckets.delete(bucket.id), 'not-empty');
      const { versions } = await stores.objects.listVersions({
        bucketId: bucket.id,
        prefix: '',
        delimiter: '',
        keyMarker: '',
        limit: 10,
      });
      for (const { versionId } of versions) {
        await stores.objects.deleteVersion({ ...place, versionId });
      }
      const initiator = { arn: 'arn:aws:iam::111122223333:root', displayName: 'root' };
      const upload = await stores.uploads.create({ ...owner, ...attributes, ...place, initiator });
      assert.ok('uploadId' in upload);
      assert.equal(await stores.buckets.delete(bucket.id), 'deleted');
      assert.equal(await stores.buckets.delete(bucket.id), 'missing');
      assert.equal(await stores.uploads.get(bucket.id, 'a', upload.uploadId), undefined);
      assert.deepEqual(await putText(stores, bucket.id, 'b', 'late'), { kind: 'no-such-bucket' });
      await stores.close();
    });

    test('an account lists its own buckets by name, in pages', async () => {
      const stores = await makeStores();
      for (const name of ['b-2', 'a-1', 'b-1', 'b-3']) await makeBucket(stores, name);
      await stores.buckets.create({
        ...(await makeBucket(stores, 'c')),
        ...other,
        name: 'b-9',
        tags: [],
      });
      const { accountId } = owner;
      const first = await stores.buckets.list({ accountId, prefix: 'b-', limit: 2 });
      assert.deepEqual(
        first.buckets.map((bucket) => bucket.name),
        ['b-1', 'b-2'],
      );
      assert.equal(first.truncated, true);
      const rest = await stores.buckets.list({ accountId, prefix: 'b-', after: 'b-2', limit: 2 });
      assert.deepEqual(
        rest.buckets.map((bucket) => bucket.name),
        ['b-3'],
      );
      assert.equal(rest.truncated, false);
      assert.equal(await stores.buckets.countOfAccount(accountId), 5);
      await stores.close();
    });
  });
}
