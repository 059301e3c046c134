import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BlobMissing, type BlobRef, emptyBlob } from '../../src/store/blobs/blobs.ts';
import {
  attributes,
  type MakeStores,
  makeBucket,
  owner,
  putText,
  readBlob,
  type TestedStores,
} from './stores.ts';

async function register(stores: TestedStores, bucketId: number, key: string, blob: BlobRef) {
  return stores.objects.put({
    ...owner,
    ...attributes,
    bucketId,
    key,
    sizeBytes: blob.sizeBytes,
    etag: key,
    blob,
    mode: 'replace-null',
  });
}

const edges = [0, 1, 4_095, 4_096, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 1_100_000];

/** What every blob store promises. */
export function describeBlobs(name: string, makeStores: MakeStores): void {
  describe(`blobs in ${name}`, () => {
    test('bytes of every size come back as they were put', async () => {
      const stores = await makeStores();
      for (const sizeBytes of edges) {
        const bytes = randomBytes(sizeBytes);
        const ref = await stores.blobs.put(bytes);
        assert.equal(ref.sizeBytes, sizeBytes);
        assert.ok((await readBlob(stores, ref)).equals(bytes), `${sizeBytes} bytes`);
      }
      await stores.close();
    });

    test('a writer takes any pieces, with and without a size hint', async () => {
      const stores = await makeStores();
      const property = fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 8 }),
        fc.boolean(),
        async (sizes, hinted) => {
          const bytes = randomBytes(sizes.reduce((sum, size) => sum + size, 0));
          const writer = stores.blobs.create(hinted ? { sizeHintBytes: bytes.length } : {});
          let at = 0;
          for (const size of sizes) {
            const piece = Buffer.from(bytes.subarray(at, at + size));
            await writer.write(piece);
            piece.fill(0);
            at += size;
          }
          const ref = await writer.commit();
          assert.ok((await readBlob(stores, ref)).equals(bytes));
        },
      );
      await fc.assert(property, { numRuns: 40 });
      await stores.close();
    });

    test('a range reads exactly its bytes', async () => {
      const stores = await makeStores();
      const bytes = randomBytes(700_000);
      const small = await stores.blobs.put(bytes.subarray(0, 200_000));
      const large = await stores.blobs.put(bytes);
      const property = fc.asyncProperty(
        fc.nat(700_000),
        fc.nat(700_000),
        fc.boolean(),
        async (a, b, useLarge) => {
          const range = { start: Math.min(a, b), end: Math.max(a, b) };
          const ref = useLarge ? large : small;
          const expected = bytes.subarray(0, ref.sizeBytes).subarray(range.start, range.end);
          assert.ok((await readBlob(stores, ref, range)).equals(expected));
        },
      );
      await fc.assert(property, { numRuns: 60 });
      await stores.close();
    });

    test('concurrent puts do not mix', async () => {
      const stores = await makeStores();
      const bodies = Array.from({ length: 300 }, (_, index) => randomBytes((index * 977) % 90_000));
      const refs = await Promise.all(bodies.map((bytes) => stores.blobs.put(bytes)));
      assert.equal(new Set(refs.map((ref) => ref.id)).size, 300);
      for (const [index, ref] of refs.entries()) {
        assert.ok((await readBlob(stores, ref)).equals(bodies[index] ?? Buffer.alloc(0)));
      }
      await stores.close();
    });

    test('the empty blob is stored nowhere', async () => {
      const stores = await makeStores();
      assert.deepEqual(await stores.blobs.put(new Uint8Array(0)), emptyBlob);
      assert.deepEqual(await stores.blobs.create().commit(), emptyBlob);
      assert.equal((await readBlob(stores, emptyBlob)).length, 0);
      await stores.close();
    });

    test('an aborted writer leaves nothing to collect', async () => {
      const stores = await makeStores();
      const writer = stores.blobs.create();
      await writer.write(randomBytes(1_000_000));
      await writer.abort();
      await writer.abort();
      assert.equal((await stores.blobs.collect()).filesRemoved, 0);
      await stores.close();
    });

    test('a discarded blob cannot be registered any more', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      const ref = await stores.blobs.put(randomBytes(600_000));
      if (ref.segment !== 0) return stores.close();
      await stores.blobs.discard(ref);
      await assert.rejects(register(stores, bucket.id, 'late', ref));
      assert.equal(await stores.objects.current(bucket.id, 'late'), undefined);
      return stores.close();
    });

    test('a freed blob is missing after the collection, and its space is back', async () => {
      const stores = await makeStores();
      const bucket = await makeBucket(stores);
      const ref = await stores.blobs.put(randomBytes(600_000));
      await register(stores, bucket.id, 'a', ref);
      await stores.objects.delete({ ...owner, bucketId: bucket.id, key: 'a', mode: 'remove' });
      stores.time.nowMs += 1_000;
      await stores.blobs.collect();
      if (ref.segment === 0) await assert.rejects(readBlob(stores, ref), BlobMissing);
      await stores.close();
    });

    test('what was acknowledged is there after a crash, at its place and whole', async () => {
      let stores = await makeStores();
      const bucket = await makeBucket(stores);
      const bodies = Array.from({ length: 40 }, (_, index) => randomBytes(index * index * 401));
      await Promise.all(
        bodies.map(async (bytes, index) =>
          register(stores, bucket.id, `k${index}`, await stores.blobs.put(bytes)),
        ),
      );
      await stores.blobs.put(randomBytes(500_000));
      stores = await stores.crashAndReopen();
      await stores.blobs.collect();
      stores.time.nowMs += 1_000;
      await stores.blobs.collect();
      for (const [index, bytes] of bodies.entries()) {
        const found = await stores.objects.current(bucket.id, `k${index}`);
        assert.ok(found?.isDeleteMarker === false && found.body.kind === 'blob');
        assert.ok((await readBlob(stores, found.body.blob)).equals(bytes));
      }
      await stores.close();
    });

    test('reads go on while blobs are moved by a collection', async () => {
      let stores = await makeStores();
      const bucket = await makeBucket(stores);
      for (let index = 0; index < 60; index += 1) {
        await putText(stores, bucket.id, `k${index}`, `body ${index} `.repeat(500));
      }
      for (let index = 0; index < 60; index += 1) {
        if (index % 6 === 0) continue;
        await stores.objects.delete({
          ...owner,
          bucketId: bucket.id,
          key: `k${index}`,
          mode: 'remove',
        });
      }
      stores = await stores.crashAndReopen();
      const before = await stores.objects.current(bucket.id, 'k6');
      assert.ok(before?.isDeleteMarker === false && before.body.kind === 'blob');
      await stores.blobs.collect();
      stores.time.nowMs += 1_000;
      await stores.blobs.collect();
      const text = (await readBlob(stores, before.body.blob)).toString();
      assert.equal(text, 'body 6 '.repeat(500));
      await stores.close();
    });
  });
}
