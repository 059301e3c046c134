import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataFolder } from './data-folder.ts';
import { openStores, type Stores } from './open.ts';

// What the store itself does, without HTTP. Run it alone: `node src/store/store.bench.ts [FOLDER]`.
// Raw writes and puts take turns, and the median of the ratios is told, since disks are moody.

const body = randomBytes(4_096);
const roundMs = 700;
const rounds = 5;
const owner = { accountId: '111122223333', ownerId: 'a'.repeat(64) };

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** One writer that appends 4 KiB and waits for the disk, again and again. */
function rawWrites(folder: string): number {
  const path = join(folder, 'raw');
  const descriptor = openSync(path, 'w');
  const startMs = performance.now();
  let count = 0;
  for (; performance.now() - startMs < roundMs; count += 1) {
    writeSync(descriptor, body);
    fdatasyncSync(descriptor);
  }
  closeSync(descriptor);
  rmSync(path);
  return count / ((performance.now() - startMs) / 1_000);
}

/** Calls a second of that many clients, each with one call at a time. */
async function rate(clients: number, call: (number: number) => Promise<void>): Promise<number> {
  const startMs = performance.now();
  let count = 0;
  const client = async () => {
    while (performance.now() - startMs < roundMs) {
      count += 1;
      await call(count);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return count / ((performance.now() - startMs) / 1_000);
}

async function put(stores: Stores, bucketId: number, key: string): Promise<void> {
  const blob = await stores.blobs.put(body);
  const result = await stores.objects.put({
    ...owner,
    bucketId,
    key,
    blob,
    sizeBytes: body.length,
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    contentType: 'image/jpeg',
    userMetadata: [],
    storageClass: 'STANDARD',
    mode: 'replace-null',
  });
  if (result.kind !== 'put') throw new Error(result.kind);
}

async function get(stores: Stores, bucketId: number, key: string): Promise<void> {
  const object = await stores.objects.current(bucketId, key);
  if (object?.isDeleteMarker !== false || object.body.kind !== 'blob') throw new Error(key);
  const chunk = await stores.blobs.read(object.body.blob).next();
  if (chunk?.pieces[0]?.length !== body.length) throw new Error(key);
  chunk.release();
}

async function measure(folder: string, stores: Stores, bucketId: number): Promise<string[]> {
  const raw: number[] = [];
  let written = 0;
  const puts = new Map<number, number[]>([1, 16, 64].map((clients) => [clients, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [clients, ratios] of puts) {
      const rawRate = rawWrites(folder);
      raw.push(rawRate);
      const key = (count: number) => `${round}/${clients}/${count}`;
      const putRate = await rate(clients, (count) => put(stores, bucketId, key(count)));
      if (round === 0) written = Math.floor((putRate * roundMs) / 1_000);
      ratios.push(putRate / rawRate);
    }
  }
  const lines = [`raw write + fdatasync of 4 KiB: ${median(raw).toFixed(0)} a second`];
  for (const [clients, ratios] of puts) {
    lines.push(`durable put of 4 KiB, ${clients} clients: ${median(ratios).toFixed(2)} times raw`);
  }
  const keys = 2_000;
  for (let index = 0; index < keys; index += 1) await put(stores, bucketId, `get/${index}`);
  await rate(32, (count) => get(stores, bucketId, `get/${count % keys}`));
  const hot = await rate(32, (count) => get(stores, bucketId, `get/${count % keys}`));
  lines.push(`get of 4 KiB from memory, 32 clients: ${hot.toFixed(0)} a second`);
  const cold = await rate(32, (count) => get(stores, bucketId, `0/64/${1 + (count % written)}`));
  lines.push(`get of 4 KiB of many, 32 clients: ${cold.toFixed(0)} a second`);
  const page = { bucketId, prefix: '', delimiter: '', after: '0/64/', limit: 1_000 };
  const pages = await rate(1, async () => void (await stores.objects.list(page)));
  lines.push(`pages of 1,000 keys: ${pages.toFixed(0)} a second`);
  return lines;
}

if (import.meta.main) {
  const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'strongroom-'));
  const fatal = (error: Error): never => {
    throw error;
  };
  await prepareDataFolder(folder, { fatal });
  const stores = openStores({ folder, clock: Date.now, randomBytes, fatal });
  const made = await stores.buckets.create({
    name: 'bench',
    ...owner,
    region: 'us-east-1',
    objectOwnership: 'BucketOwnerEnforced',
    publicAccessBlock: undefined,
    objectLockEnabled: false,
  });
  if (made.kind !== 'created') throw new Error(made.kind);
  for (const line of await measure(folder, stores, made.bucket.id)) console.log(line);
  await stores.close();
  rmSync(folder, { recursive: true, force: true });
}
