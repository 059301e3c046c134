import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openIdentities } from '../src/server/open-identities.ts';
import { prepareStore } from '../src/server/prepare-store.ts';
import { openStores, type Stores } from '../src/store/open.ts';
import type { Credentials } from '../test/conformance/harness/server.ts';
import { listingBucket, listingFolders } from './works.ts';

/** Writes of one turn share a transaction; this many keep it of a decent size. */
const writesAtOnce = 2_000;
const objectBytes = 16;

const fatal = (error: Error): never => {
  throw error;
};

/** The same keys for every endpoint: `folder-042/object-000000017`. */
export function listingKey(index: number): string {
  const folder = String(index % listingFolders).padStart(3, '0');
  return `folder-${folder}/object-${String(index).padStart(9, '0')}`;
}

async function seed(stores: Stores, owner: { accountId: string; ownerId: string }, keys: number) {
  const made = await stores.buckets.create({
    name: listingBucket(keys),
    ...owner,
    region: 'us-east-1',
    objectOwnership: 'BucketOwnerEnforced',
    publicAccessBlock: undefined,
    objectLockEnabled: false,
  });
  if (made.kind !== 'created') throw new Error(`The bucket was not created: ${made.kind}`);
  const body = Buffer.alloc(objectBytes, 'x');
  const put = async (index: number) => {
    await stores.objects.put({
      bucketId: made.bucket.id,
      key: listingKey(index),
      mode: 'replace-null',
      ...owner,
      sizeBytes: objectBytes,
      etag: 'b1946ac92492d2347c6235b4d2611184',
      blob: await stores.blobs.put(body),
      contentType: 'application/octet-stream',
      userMetadata: [],
      storageClass: 'STANDARD',
    });
  };
  for (let start = 0; start < keys; start += writesAtOnce) {
    const count = Math.min(writesAtOnce, keys - start);
    await Promise.all(Array.from({ length: count }, (_, index) => put(start + index)));
  }
}

/**
 * Makes a data folder with the buckets that are listed, without a server: a million requests would
 * take longer than everything that is measured.
 */
export async function seedListings(
  folder: string,
  root: Credentials,
  listings: readonly number[],
): Promise<void> {
  const data = join(folder, 'data');
  const masterKeyFile = join(folder, 'master.key');
  const { accessKeyId: rootAccessKeyId, secretAccessKey: rootSecretAccessKey } = root;
  const settings = { data, masterKeyFile, rootAccessKeyId, rootSecretAccessKey };
  await prepareStore(settings, {}, fatal);
  const open = await openIdentities({ dataFolder: data, masterKeyFile, environment: {}, fatal });
  const account = (await open.identities.listAccounts({ limit: 1 })).items[0];
  open.close();
  if (account === undefined) throw new Error('The store has no account.');
  const owner = { accountId: account.accountId, ownerId: account.canonicalId };
  const stores = openStores({ folder: data, clock: Date.now, randomBytes, fatal });
  try {
    for (const keys of listings) await seed(stores, owner, keys);
  } finally {
    await stores.close();
  }
}
