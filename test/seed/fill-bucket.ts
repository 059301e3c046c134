// `node fill-bucket.ts DATA-FOLDER BUCKET COUNT`: puts small objects into a bucket through the
// store itself, with or without a server on the folder: a million requests would take too long.
import { randomBytes } from 'node:crypto';
import { openStores } from '../../src/store/open.ts';

/** Writes of one turn share a transaction; so many keep it of a decent size. */
const writesAtOnce = 2_000;

const [folder = '', bucketName = '', countText = ''] = process.argv.slice(2);
const count = Number(countText);

const fatal = (error: Error): never => {
  throw error;
};
const stores = openStores({ folder, clock: Date.now, randomBytes, fatal });
const bucket = await stores.buckets.get(bucketName);
if (bucket === undefined) throw new Error(`There is no bucket ${bucketName}.`);

const put = async (index: number) => {
  await stores.objects.put({
    ...{ bucketId: bucket.id, accountId: bucket.accountId, ownerId: bucket.ownerId },
    ...{ key: `all/${String(index).padStart(9, '0')}`, mode: 'replace-null' },
    ...{ sizeBytes: 4, etag: '098f6bcd4621d373cade4e832627b4f6' },
    ...{ blob: await stores.blobs.put(Buffer.from('test')), contentType: 'text/plain' },
    ...{ userMetadata: [], storageClass: 'STANDARD' },
  });
};
for (let start = 0; start < count; start += writesAtOnce) {
  const indexes = Array.from(
    { length: Math.min(writesAtOnce, count - start) },
    (_, i) => start + i,
  );
  await Promise.all(indexes.map(put));
}
await stores.close();
