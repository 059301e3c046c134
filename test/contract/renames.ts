import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Bucket } from '../../src/store/buckets.ts';
import type { ObjectVersion, RenameObject } from '../../src/store/objects.ts';
import { type MakeStores, makeBucket, putText, readText, type TestedStores } from './stores.ts';

const day = 24 * 60 * 60 * 1000;

async function objectAt(stores: TestedStores, { id }: Bucket, key: string): Promise<ObjectVersion> {
  const found = await stores.objects.current(id, key);
  assert.ok(found?.isDeleteMarker === false);
  return found;
}

/** A rename from `from` to `to` as somebody sees them now. */
async function renameOf(
  stores: TestedStores,
  bucket: Bucket,
  from: string,
  to: string,
): Promise<RenameObject> {
  const source = await objectAt(stores, bucket, from);
  const covered = await stores.objects.current(bucket.id, to);
  const target = { key: to, sequence: covered?.sequence };
  const { encryption } = source;
  return { bucketId: bucket.id, source, target, encryption, token: undefined };
}

/** What every store of objects promises about renames, and about retentions that change. */
export function describeRenames(name: string, makeStores: MakeStores): void {
  describe(`renames in ${name}`, () => {
    test('move an object with all that is known of it', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      await putText(stores, bucket.id, 'a', 'text', { acl: '<acl/>', contentType: 'x/y' });
      await putText(stores, bucket.id, 'b', 'covered');
      const before = await objectAt(stores, bucket, 'a');
      stores.time.nowMs += 5_000;
      const rename = await renameOf(stores, bucket, 'a', 'b');
      assert.equal(await stores.objects.rename(rename), 'renamed');
      assert.equal(await stores.objects.current(bucket.id, 'a'), undefined);
      const after = await objectAt(stores, bucket, 'b');
      assert.deepEqual(after, { ...before, key: 'b', sequence: after.sequence });
      assert.ok(after.sequence > Number(rename.target.sequence));
      assert.equal(await readText(stores, bucket.id, 'b'), 'text');
      await stores.close();
    });

    test('outlive a crash', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      await putText(stores, bucket.id, 'a', 'text');
      await stores.objects.rename(await renameOf(stores, bucket, 'a', 'b'));
      const reopened = await stores.crashAndReopen();
      assert.equal(await readText(reopened, bucket.id, 'b'), 'text');
      assert.equal(await reopened.objects.current(bucket.id, 'a'), undefined);
      await reopened.close();
    });

    test('do nothing where something changed meanwhile', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      await putText(stores, bucket.id, 'a', 'old');
      const seen = await renameOf(stores, bucket, 'a', 'b');
      await putText(stores, bucket.id, 'b', 'new');
      assert.equal(await stores.objects.rename(seen), 'changed');
      const again = await renameOf(stores, bucket, 'a', 'b');
      await putText(stores, bucket.id, 'a', 'newer');
      assert.equal(await stores.objects.rename(again), 'changed');
      assert.equal(await readText(stores, bucket.id, 'b'), 'new');
      assert.equal(await readText(stores, bucket.id, 'a'), 'newer');
      await stores.buckets.update(bucket.id, { versioning: 'Enabled' });
      const third = await renameOf(stores, bucket, 'a', 'b');
      assert.equal(await stores.objects.rename(third), 'has-versions');
      assert.equal(await stores.objects.rename({ ...third, bucketId: 99 }), 'no-such-bucket');
      await stores.close();
    });

    test('happen once for a token, which is forgotten after a day', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      const token = { name: 'token', request: 'a to b' };
      await putText(stores, bucket.id, 'a', 'text');
      const rename = { ...(await renameOf(stores, bucket, 'a', 'b')), token };
      assert.equal(await stores.objects.renamed(bucket.id, 'token'), undefined);
      assert.equal(await stores.objects.rename(rename), 'renamed');
      assert.equal(await stores.objects.renamed(bucket.id, 'token'), 'a to b');
      await putText(stores, bucket.id, 'a', 'another');
      const second = { ...(await renameOf(stores, bucket, 'a', 'b')), token };
      assert.equal(await stores.objects.rename(second), 'changed');
      stores.time.nowMs += day + 1;
      assert.equal(await stores.objects.renamed(bucket.id, 'token'), undefined);
      assert.equal(await stores.objects.rename(second), 'renamed');
      await stores.close();
    });

    test('a retention changes only where it is still as it was seen', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      await putText(stores, bucket.id, 'a', 'text');
      const seen = await objectAt(stores, bucket, 'a');
      const replace = (version: ObjectVersion, untilMs: number) =>
        stores.objects.replaceRetention(bucket.id, version, { mode: 'COMPLIANCE', untilMs });
      assert.equal(await replace(seen, 9), 'updated');
      assert.equal(await replace(seen, 5), 'changed');
      const now = await objectAt(stores, bucket, 'a');
      assert.deepEqual(now.retention, { mode: 'COMPLIANCE', untilMs: 9 });
      assert.equal(await replace(now, 12), 'updated');
      assert.equal(await replace({ ...now, key: 'b' }, 12), 'changed');
      await stores.close();
    });
  });
}
