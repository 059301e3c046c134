import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Upload } from '../../src/store/uploads.ts';
import {
  attributes,
  type MakeStores,
  makeBucket,
  owner,
  putText,
  readBlob,
  readText,
  type TestedStores,
} from './stores.ts';

const initiator = { arn: 'arn:aws:iam::111122223333:user/u', displayName: 'u' };

async function begin(stores: TestedStores, bucketId: number, key: string): Promise<Upload> {
  const upload = await stores.uploads.create({ ...owner, ...attributes, bucketId, key, initiator });
  assert.ok('uploadId' in upload);
  return upload;
}

async function putPart(
  stores: TestedStores,
  upload: Upload,
  number: number,
  text: string | Buffer,
) {
  const bytes = Buffer.from(text);
  const { bucketId, key, uploadId } = upload;
  const blob = await stores.blobs.put(bytes);
  const etag = `etag ${number}`;
  const part = { bucketId, key, uploadId, number, sizeBytes: bytes.length, etag, blob };
  return stores.uploads.putPart(part);
}

async function complete(
  stores: TestedStores,
  upload: Upload,
  numbers: number[],
  more: object = {},
) {
  const { parts } = await stores.uploads.parts(upload, 0, 10_000);
  const chosen = numbers.map((number) => ({
    number,
    blobId: parts.find((part) => part.number === number)?.blob.id ?? -1,
  }));
  const { bucketId, key, uploadId } = upload;
  const place = { bucketId, key, uploadId };
  return stores.uploads.complete({
    ...place,
    chosen,
    etag: 'whole-2',
    mode: 'replace-null',
    ...more,
  });
}

/** What every store of multipart uploads promises. */
export function describeUploads(name: string, makeStores: MakeStores): void {
  describe(`uploads in ${name}`, () => {
    describeParts(makeStores);
    describeCompletion(makeStores);
    describeListing(makeStores);
  });
}

function describeParts(makeStores: MakeStores): void {
  test('an upload comes back as it was begun', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const upload = await stores.uploads.create({
      ...owner,
      ...attributes,
      bucketId: bucket.id,
      key: 'k',
      initiator,
      userMetadata: [['a', 'b']],
      tags: [{ key: 't', value: 'v' }],
      checksumAlgorithm: 'CRC32',
      checksumType: 'COMPOSITE',
    });
    assert.ok('uploadId' in upload);
    assert.deepEqual(await stores.uploads.get(bucket.id, 'k', upload.uploadId), upload);
    assert.equal(await stores.uploads.get(bucket.id, 'other', upload.uploadId), undefined);
    const nowhere = { ...owner, ...attributes, bucketId: 9_999, key: 'k', initiator };
    assert.deepEqual(await stores.uploads.create(nowhere), { kind: 'no-such-bucket' });
    await stores.close();
  });

  test('parts are replaced and listed by number, in pages', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const upload = await begin(stores, bucket.id, 'k');
    for (const number of [10_000, 2, 1, 2]) await putPart(stores, upload, number, `part ${number}`);
    const first = await stores.uploads.parts(upload, 0, 2);
    assert.deepEqual(
      first.parts.map((part) => part.number),
      [1, 2],
    );
    assert.equal(first.truncated, true);
    const rest = await stores.uploads.parts(upload, 2, 2);
    assert.deepEqual(
      rest.parts.map((part) => part.number),
      [10_000],
    );
    assert.equal(rest.truncated, false);
    await stores.close();
  });

  test('an aborted upload takes no more parts, and its space returns', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const upload = await begin(stores, bucket.id, 'k');
    await putPart(stores, upload, 1, randomBytes(600_000));
    const [part] = (await stores.uploads.parts(upload, 0, 1)).parts;
    assert.equal(await stores.uploads.abort(bucket.id, 'k', upload.uploadId), 'aborted');
    assert.equal(await stores.uploads.abort(bucket.id, 'k', upload.uploadId), 'no-such-upload');
    assert.equal((await putPart(stores, upload, 2, 'late')).kind, 'no-such-upload');
    await stores.blobs.collect();
    stores.time.nowMs += 1_000;
    await stores.blobs.collect();
    if (part?.blob.segment === 0) await assert.rejects(readBlob(stores, part.blob));
    await stores.close();
  });
}

function describeCompletion(makeStores: MakeStores): void {
  test('the chosen parts become the object, and a range finds its parts', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const upload = await begin(stores, bucket.id, 'k');
    for (const number of [1, 2, 3, 7]) await putPart(stores, upload, number, `part ${number},`);
    const result = await complete(stores, upload, [1, 3, 7]);
    assert.equal(result.kind, 'put');
    assert.equal(await readText(stores, bucket.id, 'k'), 'part 1,part 3,part 7,');
    const object = await stores.objects.current(bucket.id, 'k');
    assert.ok(object?.isDeleteMarker === false && object.body.kind === 'parts');
    assert.equal(object.sizeBytes, 21);
    assert.equal(object.etag, 'whole-2');
    assert.equal(object.body.partCount, 3);
    const range = { start: 7, end: 15 };
    const parts = await stores.objects.parts(object.body.partSet, range);
    assert.deepEqual(
      parts.map(({ number, startBytes, sizeBytes }) => [number, startBytes, sizeBytes]),
      [
        [3, 7, 7],
        [7, 14, 7],
      ],
    );
    assert.equal(await stores.uploads.get(bucket.id, 'k', upload.uploadId), undefined);
    await stores.close();
  });

  test('a repeated completion gets the same answer until it is forgotten', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const upload = await begin(stores, bucket.id, 'k');
    await putPart(stores, upload, 1, 'x');
    const checksum = { algorithm: 'CRC32', type: 'COMPOSITE', value: 'AA==-1' };
    const first = await complete(stores, upload, [1], { checksum, mode: 'new-version' });
    assert.ok(first.kind === 'put');
    await putText(stores, bucket.id, 'k', 'newer');
    const again = await complete(stores, upload, [1]);
    assert.deepEqual(again, {
      kind: 'already-completed',
      completed: {
        versionId: first.versionId,
        etag: 'whole-2',
        checksum,
        lastModifiedMs: first.lastModifiedMs,
      },
    });
    assert.equal(await readText(stores, bucket.id, 'k'), 'newer');
    assert.equal(await stores.uploads.forgetCompleted(stores.time.nowMs + 1), 1);
    assert.equal((await complete(stores, upload, [1])).kind, 'no-such-upload');
    await stores.close();
  });

  test('a completion changes nothing when a part was replaced or a condition fails', async () => {
    const stores = await makeStores();
    const bucket = await makeBucket(stores);
    const upload = await begin(stores, bucket.id, 'k');
    await putPart(stores, upload, 1, 'old');
    const { parts } = await stores.uploads.parts(upload, 0, 1);
    await putPart(stores, upload, 1, 'new');
    const chosen = parts.map((part) => ({ number: part.number, blobId: part.blob.id }));
    assert.equal((await complete(stores, upload, [1], { chosen })).kind, 'parts-changed');
    assert.equal((await complete(stores, upload, [1, 2])).kind, 'parts-changed');
    await putText(stores, bucket.id, 'k', 'there');
    const condition = { ifNoneMatch: '*' };
    assert.equal((await complete(stores, upload, [1], { condition })).kind, 'precondition-failed');
    assert.equal(await readText(stores, bucket.id, 'k'), 'there');
    assert.equal((await complete(stores, upload, [1])).kind, 'put');
    assert.equal(await readText(stores, bucket.id, 'k'), 'new');
    await stores.close();
  });

  test('parts and completions survive a crash; a replaced object gives its parts back', async () => {
    let stores = await makeStores();
    const bucket = await makeBucket(stores);
    const upload = await begin(stores, bucket.id, 'k');
    const bytes = randomBytes(400_000);
    await putPart(stores, upload, 1, bytes);
    await putPart(stores, upload, 2, 'tail');
    stores = await stores.crashAndReopen();
    await complete(stores, upload, [1, 2]);
    stores = await stores.crashAndReopen();
    const object = await stores.objects.current(bucket.id, 'k');
    assert.ok(object?.isDeleteMarker === false && object.body.kind === 'parts');
    const parts = await stores.objects.parts(object.body.partSet);
    const pieces = await Promise.all(parts.map((part) => readBlob(stores, part.blob)));
    assert.ok(Buffer.concat(pieces).equals(Buffer.concat([bytes, Buffer.from('tail')])));
    await putText(stores, bucket.id, 'k', 'small');
    await stores.blobs.collect();
    assert.deepEqual(await stores.objects.parts(object.body.partSet), []);
    await stores.close();
  });
}

function describeListing(makeStores: MakeStores): void {
  test('uploads are listed by key and in the order in which they began', async () => {
    const stores = await makeStores();
    const { id: bucketId } = await makeBucket(stores);
    const begun: string[] = [];
    for (const key of ['b', 'a/2', 'b', 'a/1', 'b', 'c']) {
      begun.push(`${key} ${(await begin(stores, bucketId, key)).uploadId}`);
    }
    const expected = [3, 1, 0, 2, 4, 5].map((index) => begun[index]);
    for (const limit of [1, 2, 4, 100]) {
      const seen: string[] = [];
      let markers: { keyMarker: string; uploadIdMarker?: string | undefined } = { keyMarker: '' };
      for (;;) {
        const input = { bucketId, prefix: '', delimiter: '', limit, ...markers };
        const page = await stores.uploads.list(input);
        seen.push(...page.uploads.map((upload) => `${upload.key} ${upload.uploadId}`));
        if (!page.truncated) break;
        markers = {
          keyMarker: page.nextKeyMarker ?? '',
          uploadIdMarker: page.nextUploadIdMarker,
        };
      }
      assert.deepEqual(seen, expected);
    }
    const rolled = await stores.uploads.list({
      bucketId,
      prefix: '',
      delimiter: '/',
      keyMarker: '',
      limit: 2,
    });
    assert.deepEqual(rolled.commonPrefixes, ['a/']);
    assert.equal(rolled.uploads.length, 1);
    assert.equal(rolled.nextKeyMarker, 'b');
    await stores.close();
  });
}
