import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { prepareDataFolder } from '../data-folder.ts';
import { openStores, type Stores } from '../open.ts';

// What the tests of checks, scrubs and backups begin with: a folder with something of every kind.

const accountId = '111122223333';
const owner = { accountId, ownerId: 'owner' };
const attributes = { contentType: undefined, userMetadata: [], storageClass: 'STANDARD' };
/** Beyond what a segment takes, and one block of a file. */
export const largeBytes = 600_000;

/** Fails the test whose store wants to end the process. */
export function fatal(error: Error): never {
  throw error;
}

/** Opens a prepared folder; freed space is given back at once. */
export function openTestStores(folder: string): Stores {
  const clock = Date.now;
  return openStores({ folder, clock, randomBytes, fatal, graceMs: 0, prepareLog: false });
}

/** Bytes that tell which object they are of. */
export function bodyFor(key: string, sizeBytes: number): Buffer {
  return Buffer.alloc(sizeBytes, `${key} `);
}

/** Makes a data folder with small and large objects, versions, uploads and identities. */
export async function makeStoredFolder(folder: string): Promise<void> {
  await prepareDataFolder(folder, { fatal });
  const stores = openTestStores(folder);
  const bucket = await stores.buckets.create({
    name: 'bucket',
    ...owner,
    region: 'us-east-1',
    objectOwnership: undefined,
    publicAccessBlock: undefined,
    objectLockEnabled: false,
  });
  if (bucket.kind !== 'created') throw new Error(bucket.kind);
  const bucketId = bucket.bucket.id;
  const sizes = { empty: 0, small: 100, medium: 150_000, large: largeBytes };
  for (const [key, sizeBytes] of Object.entries(sizes)) {
    const blob = await stores.blobs.put(bodyFor(key, sizeBytes));
    const mode = key === 'medium' ? 'new-version' : 'replace-null';
    const object = { ...owner, ...attributes, bucketId, key, sizeBytes, etag: key, blob };
    await stores.objects.put({ ...object, mode });
  }
  const second = await stores.blobs.put(bodyFor('medium', 99));
  await stores.objects.put({
    ...owner,
    ...attributes,
    ...{ bucketId, key: 'medium', sizeBytes: 99, etag: 'x', blob: second, mode: 'new-version' },
  });
  for (const key of ['whole', 'open']) await putUpload(stores, bucketId, key);
  await stores.close();
  const database = new DatabaseSync(join(folder, 'metadata.sqlite'));
  for (const statement of identities) database.exec(statement);
  database.close();
}

async function putUpload(stores: Stores, bucketId: number, key: string): Promise<void> {
  const initiator = { arn: 'arn:aws:iam::111122223333:root', displayName: 'root' };
  const upload = await stores.uploads.create({ ...owner, ...attributes, bucketId, key, initiator });
  if ('kind' in upload) throw new Error(upload.kind);
  const { uploadId } = upload;
  const place = { bucketId, key, uploadId };
  const blobs = [];
  for (const [index, sizeBytes] of [largeBytes, 500].entries()) {
    const blob = await stores.blobs.put(bodyFor(key, sizeBytes));
    blobs.push(blob);
    await stores.uploads.putPart({
      ...place,
      number: index + 1,
      sizeBytes,
      etag: `${index}`,
      blob,
    });
  }
  if (key === 'open') return;
  const chosen = blobs.map((blob, index) => ({ number: index + 1, blobId: blob.id }));
  await stores.uploads.complete({ ...place, chosen, etag: 'whole-2', mode: 'replace-null' });
}

const identities = [
  `INSERT INTO accounts VALUES ('${accountId}', 'owner', 'a@b', 'a@b', 'a', NULL, 0)`,
  `INSERT INTO users VALUES ('AIDA1', '${accountId}', 'u', 'u', '/', NULL, 0)`,
  `INSERT INTO user_groups VALUES ('AGPA1', '${accountId}', 'g', 'g', '/', 0)`,
  "INSERT INTO memberships VALUES ('AIDA1', 'AGPA1')",
  "INSERT INTO inline_policies VALUES ('AIDA1', 'p', 'p', '{}', 2)",
  `INSERT INTO access_keys VALUES ('AKIA1', '${accountId}', 'AIDA1', 'sealed', 1, 0)`,
];
