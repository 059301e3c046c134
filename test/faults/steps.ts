import assert from 'node:assert/strict';
import { drain } from '../../src/store/blobs/drain-fixture.ts';
import { bodyFor, largeBytes } from '../../src/store/check/stored-folder.ts';
import type { Stores } from '../../src/store/open.ts';

// What the process that is hurt does, step after step, in a folder that `makeStoredFolder` made. Each
// step changes one key, so that afterwards it can be seen whether it was done.

const attributes = { contentType: undefined, userMetadata: [], storageClass: 'STANDARD' };

export interface Step {
  readonly name: string;
  run(stores: Stores): Promise<void>;
  /** The key that it changes, and what that holds before and afterwards; undefined: nothing. */
  readonly key: string;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
}

async function bucketOf(stores: Stores) {
  const bucket = await stores.buckets.get('bucket');
  assert.ok(bucket !== undefined);
  const { accountId, ownerId, id: bucketId } = bucket;
  return { accountId, ownerId, bucketId };
}

function put(key: string, sizeBytes: number, before?: Buffer): Step {
  const after = bodyFor(`new ${key}`, sizeBytes);
  return {
    name: `put ${key}`,
    key,
    before,
    after,
    async run(stores) {
      const writer = stores.blobs.create({ sizeHintBytes: sizeBytes });
      await writer.write(after);
      const blob = await writer.commit();
      const object = {
        ...(await bucketOf(stores)),
        ...attributes,
        key,
        sizeBytes,
        etag: key,
        blob,
      };
      const result = await stores.objects.put({ ...object, mode: 'replace-null' });
      assert.equal(result.kind, 'put');
    },
  };
}

const remove: Step = {
  name: 'delete whole',
  key: 'whole',
  before: Buffer.concat([bodyFor('whole', largeBytes), bodyFor('whole', 500)]),
  after: undefined,
  async run(stores) {
    const place = { ...(await bucketOf(stores)), key: 'whole' };
    await stores.objects.delete({ ...place, mode: 'remove' });
  },
};

const complete: Step = {
  name: 'complete the upload of open',
  key: 'open',
  before: undefined,
  after: Buffer.concat([bodyFor('open', largeBytes), bodyFor('open', 500)]),
  async run(stores) {
    const { bucketId } = await bucketOf(stores);
    const page = { bucketId, prefix: '', delimiter: '', keyMarker: '', limit: 1 };
    const [upload] = (await stores.uploads.list(page)).uploads;
    assert.ok(upload !== undefined);
    const { parts } = await stores.uploads.parts(upload, 0, 10);
    const chosen = parts.map((part) => ({ number: part.number, blobId: part.blob.id }));
    const place = { bucketId, key: 'open', uploadId: upload.uploadId };
    const result = await stores.uploads.complete({
      ...{ ...place, chosen, etag: 'open-2' },
      mode: 'replace-null',
    });
    assert.equal(result.kind, 'put');
  },
};

export const steps: readonly Step[] = [
  put('n-small', 100),
  put('n-large', 700_000),
  put('small', 5_000, bodyFor('small', 100)),
  remove,
  put('large', 400_000, bodyFor('large', largeBytes)),
  complete,
  put('n-last', 60_000),
];

/** What a key holds; undefined: nothing. */
export async function readKey(stores: Stores, key: string): Promise<Buffer | undefined> {
  const { bucketId } = await bucketOf(stores);
  const version = await stores.objects.current(bucketId, key);
  if (version === undefined || version.isDeleteMarker) return undefined;
  const { body } = version;
  const blobs =
    body.kind === 'blob'
      ? [body.blob]
      : (await stores.objects.parts(body.partSet)).map((part) => part.blob);
  const chunks: Buffer[] = [];
  for (const blob of blobs) chunks.push(await drain(stores.blobs.read(blob)));
  return Buffer.concat(chunks);
}
