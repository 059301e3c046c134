import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobRef, Blobs, ByteRange } from '../../src/store/blobs/blobs.ts';
import { drain } from '../../src/store/blobs/drain-fixture.ts';
import type { Bucket, Buckets } from '../../src/store/buckets.ts';
import type { ConsoleSessionStore } from '../../src/store/console-sessions.ts';
import { prepareDataFolder } from '../../src/store/data-folder.ts';
import type { JobLeases } from '../../src/store/jobs.ts';
import type { Keys } from '../../src/store/keys.ts';
import type { Objects, PutObject } from '../../src/store/objects.ts';
import { type OpenStores, openStores } from '../../src/store/open.ts';
import type { Outbox } from '../../src/store/outbox.ts';
import type { Uploads } from '../../src/store/uploads.ts';

/** What a contract suite is run on. */
export interface TestedStores {
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly keys: Keys;
  readonly consoleSessions: ConsoleSessionStore;
  readonly jobs: JobLeases;
  readonly outbox: Outbox;
  readonly blobs: Blobs;
  /** The clock that the store reads; a test may move it. */
  readonly time: { nowMs: number };
  /** Opens the same data again, as after a crash: nothing was closed or flushed. */
  crashAndReopen(): Promise<TestedStores>;
  close(): Promise<void>;
}

export type MakeStores = () => Promise<TestedStores>;

const firstMs = Date.UTC(2026, 0, 1);

export type Variation = Partial<
  Pick<OpenStores, 'segmentBlobLimitBytes' | 'segmentBytes' | 'disk'>
>;

/** The embedded stores in a temporary folder. */
export function embeddedStores(variation: Variation = {}): MakeStores {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
    return open(folder, { nowMs: firstMs }, variation, []);
  };
}

function fatal(error: Error): never {
  throw new Error('The store wanted to end the process.', { cause: error });
}

async function open(
  folder: string,
  time: { nowMs: number },
  variation: Variation,
  crashed: { close(): Promise<void> }[],
): Promise<TestedStores> {
  await prepareDataFolder(folder, { fatal });
  const clock = () => time.nowMs;
  const stores = openStores({
    folder,
    clock,
    randomBytes,
    fatal,
    graceMs: 0,
    prepareLog: false,
    ...variation,
  });
  return {
    ...stores,
    time,
    crashAndReopen: () => open(folder, time, variation, [...crashed, stores]),
    close: async () => {
      await stores.close();
      for (const old of crashed) await old.close().catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const owner = { accountId: '111122223333', ownerId: 'a'.repeat(64) };

export async function makeBucket(stores: TestedStores, name = 'photos'): Promise<Bucket> {
  const result = await stores.buckets.create({
    name,
    ...owner,
    region: 'us-east-1',
    objectOwnership: 'BucketOwnerEnforced',
    publicAccessBlock: undefined,
    objectLockEnabled: false,
  });
  if (result.kind !== 'created') throw new Error(`The bucket was not created: ${result.kind}`);
  return result.bucket;
}

export const attributes = {
  contentType: 'text/plain',
  userMetadata: [],
  storageClass: 'STANDARD',
};

/** Puts an object with small bytes; its ETag is the text itself. */
export async function putText(
  stores: TestedStores,
  bucketId: number,
  key: string,
  text: string,
  more: Partial<PutObject> = {},
) {
  const blob = await stores.blobs.put(Buffer.from(text));
  const sizeBytes = Buffer.byteLength(text);
  const mode = 'replace-null';
  return stores.objects.put({
    ...owner,
    ...attributes,
    bucketId,
    key,
    sizeBytes,
    etag: text,
    blob,
    mode,
    ...more,
  });
}

export function readBlob(stores: TestedStores, ref: BlobRef, range?: ByteRange): Promise<Buffer> {
  return drain(stores.blobs.read(ref, range));
}

/** The text of the current object; undefined when there is none. */
export async function readText(
  stores: TestedStores,
  bucketId: number,
  key: string,
): Promise<string | undefined> {
  const found = await stores.objects.current(bucketId, key);
  if (found === undefined || found.isDeleteMarker) return undefined;
  if (found.body.kind === 'blob') return (await readBlob(stores, found.body.blob)).toString();
  const parts = await stores.objects.parts(found.body.partSet);
  const texts = await Promise.all(parts.map((part) => readBlob(stores, part.blob)));
  return Buffer.concat(texts).toString();
}

const bodySizes = [40, 3_000, 90_000, 300_000];

/** The bytes that a key has in a round: of several sizes, and no two the same. */
export function bodyOf(key: string, round: number): Buffer {
  const sizeBytes = bodySizes[round % bodySizes.length] ?? 0;
  return Buffer.alloc(sizeBytes, `${key} in round ${round}; `);
}
