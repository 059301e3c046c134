import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { drain } from '../blobs/drain-fixture.ts';
import { checkStore } from '../check/check-store.ts';
import { bodyFor, fatal, makeStoredFolder, openTestStores } from '../check/stored-folder.ts';
import { metadataPath, prepareDataFolder, UnknownFormat } from '../data-folder.ts';
import type { Stores } from '../open.ts';
import { BackupRefused, backUp, manifestName } from './backup.ts';
import { restore } from './restore.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-backup-'));
after(() => rmSync(root, { recursive: true }));

let number = 0;
function place(name: string): string {
  number += 1;
  return join(root, `${name}-${number}`);
}

async function withStores<T>(folder: string, work: (stores: Stores) => Promise<T>): Promise<T> {
  await prepareDataFolder(folder, { fatal });
  const stores = openTestStores(folder);
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}

function takeBackup(stores: Stores, folder: string, target: string, holder = 'test') {
  return backUp({ folder, target, leases: stores.jobs, holder });
}

async function made(): Promise<string> {
  const folder = place('data');
  await makeStoredFolder(folder);
  return folder;
}

/** The current objects with their bytes. */
async function contents(folder: string): Promise<Record<string, string>> {
  return withStores(folder, async (stores) => {
    const bucket = await stores.buckets.get('bucket');
    assert.ok(bucket !== undefined);
    const page = { prefix: '', delimiter: '', after: '', limit: 1_000 };
    const found: Record<string, string> = {};
    const { objects } = await stores.objects.list({ bucketId: bucket.id, ...page });
    for (const { key } of objects) {
      const version = await stores.objects.current(bucket.id, key);
      assert.ok(version?.isDeleteMarker === false);
      const { body } = version;
      const blobs =
        body.kind === 'blob'
          ? [body.blob]
          : (await stores.objects.parts(body.partSet)).map((part) => part.blob);
      const chunks: Buffer[] = [];
      for (const blob of blobs) chunks.push(await drain(stores.blobs.read(blob)));
      found[key] = Buffer.concat(chunks).toString('latin1');
    }
    return found;
  });
}

async function put(stores: Stores, key: string, sizeBytes: number): Promise<void> {
  const bucket = await stores.buckets.get('bucket');
  assert.ok(bucket !== undefined);
  const blob = await stores.blobs.put(bodyFor(key, sizeBytes));
  const { accountId, ownerId, id: bucketId } = bucket;
  const attributes = { contentType: undefined, userMetadata: [], storageClass: 'STANDARD' };
  await stores.objects.put({
    ...{ accountId, ownerId, bucketId, key, sizeBytes, etag: key, blob, ...attributes },
    mode: 'replace-null',
  });
}

async function remove(stores: Stores, key: string): Promise<void> {
  const bucket = await stores.buckets.get('bucket');
  assert.ok(bucket !== undefined);
  const { accountId, ownerId, id: bucketId } = bucket;
  await stores.objects.delete({ accountId, ownerId, bucketId, key, mode: 'remove' });
}

describe('a backup', () => {
  test('is restored with everything in it', async () => {
    const folder = await made();
    const target = place('backup');
    const result = await withStores(folder, (stores) => takeBackup(stores, folder, target));
    assert.deepEqual(result.damaged, []);
    assert.equal(result.filesKept, 0);
    const restored = place('restored');
    const { damaged, problems, files } = await restore({ source: target, folder: restored });
    assert.deepEqual({ damaged, problems }, { damaged: [], problems: [] });
    assert.equal(files, result.filesCopied);
    assert.deepEqual(await contents(restored), await contents(folder));
    assert.deepEqual((await checkStore(restored)).findings, []);
  });

  test('copies what is new and removes what is gone, when it is taken again', async () => {
    const folder = await made();
    const target = place('backup');
    await withStores(folder, async (stores) => {
      await takeBackup(stores, folder, target);
      const again = await takeBackup(stores, folder, target);
      assert.equal(again.filesCopied, 0);
      await put(stores, 'later', 700_000);
      await remove(stores, 'large');
      const { filesCopied, bytesCopied } = await takeBackup(stores, folder, target);
      assert.equal(filesCopied, 1);
      assert.ok(bytesCopied > 700_000 && bytesCopied < 701_000);
    });
    const restored = place('restored');
    const { problems } = await restore({ source: target, folder: restored });
    assert.deepEqual(problems, []);
    const found = await contents(restored);
    assert.ok('later' in found && !('large' in found));
  });

  test('is of one moment, while objects come, go and are collected', async () => {
    const folder = await made();
    for (let round = 0; round < 3; round += 1) {
      const target = place('backup');
      await withStores(folder, async (stores) => {
        let done = false;
        const busy = (async () => {
          for (let step = 0; !done; step += 1) {
            await put(stores, `busy-${step % 7}`, step % 2 === 0 ? 300_000 : 3_000);
            await remove(stores, `busy-${(step + 3) % 7}`);
            await stores.blobs.collect();
          }
        })();
        const { damaged } = await takeBackup(stores, folder, target).finally(() => {
          done = true;
        });
        await busy;
        assert.deepEqual(damaged, []);
      });
      const { damaged, problems } = await restore({ source: target, folder: place('restored') });
      assert.deepEqual({ damaged, problems }, { damaged: [], problems: [] });
    }
  });

  test('keeps what is deleted until it is done, and gives its space back afterwards', async () => {
    const folder = await made();
    await withStores(folder, async (stores) => {
      const claim = { name: 'backup', holder: 'other', leaseMs: 60_000 };
      await stores.jobs.claim(claim);
      await remove(stores, 'large');
      assert.equal((await stores.blobs.collect()).filesRemoved, 0);
      await assert.rejects(takeBackup(stores, folder, place('backup')), /Another backup/);
      const end = { dueAtMs: 0, cursor: undefined, outcome: '' };
      await stores.jobs.end({ ...claim, ...end });
      assert.equal((await stores.blobs.collect()).filesRemoved, 1);
    });
  });

  test('saves the rest where something is damaged, and names it', async () => {
    const folder = await made();
    const files = readdirSync(join(folder, 'files', '0'));
    const path = join(folder, 'files', '0', files[0] ?? '');
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(500) ^ 1, 500);
    writeFileSync(path, bytes);
    const target = place('backup');
    const { damaged } = await withStores(folder, (stores) => takeBackup(stores, folder, target));
    assert.deepEqual(damaged, [Number.parseInt(files[0] ?? '', 16)]);
    const restored = await restore({ source: target, folder: place('restored') });
    assert.deepEqual(restored.damaged, damaged);
  });

  test('is refused for a target that is something else', async () => {
    const folder = await made();
    const full = place('full');
    mkdirSync(full);
    writeFileSync(join(full, 'letter.txt'), 'x');
    const other = await made();
    writeFileSync(join(other, 'store-id'), 'other');
    await withStores(folder, async (stores) => {
      await assert.rejects(takeBackup(stores, folder, full), BackupRefused);
      await assert.rejects(takeBackup(stores, folder, other), BackupRefused);
    });
  });
});

describe('a restore', () => {
  test('is refused into a folder that is not empty, and from what is no whole backup', async () => {
    const folder = await made();
    const target = place('backup');
    await withStores(folder, (stores) => takeBackup(stores, folder, target));
    await assert.rejects(restore({ source: target, folder }), BackupRefused);
    await assert.rejects(restore({ source: folder, folder: place('new') }), /is no backup/);
    const bytes = readFileSync(metadataPath(target));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(metadataPath(target), bytes);
    await assert.rejects(restore({ source: target, folder: place('new') }), /not the file/);
  });

  test('that was broken off is never taken for a data folder', async () => {
    const folder = await made();
    const target = place('backup');
    await withStores(folder, (stores) => takeBackup(stores, folder, target));
    const broken = place('broken');
    const stop = () => {
      throw new Error('broken off');
    };
    await assert.rejects(restore({ source: target, folder: broken, progress: stop }));
    await assert.rejects(prepareDataFolder(broken, { fatal }), UnknownFormat);
  });

  test('works where a backup was broken off between its last two steps', async () => {
    const folder = await made();
    const target = place('backup');
    await withStores(folder, async (stores) => {
      await takeBackup(stores, folder, target);
      const before = readFileSync(metadataPath(target));
      const digests = JSON.parse(readFileSync(join(target, manifestName), 'utf8')).metadataSha256;
      const manifest = { takenAt: 'x', files: 1, metadataSha256: ['0', ...digests] };
      writeFileSync(join(target, manifestName), JSON.stringify(manifest));
      assert.ok(before.length > 0);
    });
    const { problems } = await restore({ source: target, folder: place('restored') });
    assert.deepEqual(problems, []);
  });
});
