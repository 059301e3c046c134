import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { prepareDataFolder } from '../data-folder.ts';
import { type Disk, nodeDisk } from '../disk.ts';
import { migrations } from '../metadata/schema/migrations.ts';
import { BlobLedger } from '../metadata/sqlite/blob-ledger.ts';
import { openDatabase } from '../metadata/sqlite/database.ts';
import { BlobCorrupt, type BlobRef } from './blobs.ts';
import { drain } from './drain-fixture.ts';
import { LocalBlobs } from './local-blobs.ts';
import { processName } from './process-name.ts';

const folders: string[] = [];
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close().catch(() => {});
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const segmentBytes = 128 * 1024;

async function open(disk: Disk = nodeDisk, at?: string) {
  const folder = at ?? mkdtempSync(join(tmpdir(), 'strongroom-'));
  folders.push(folder);
  const failures: Error[] = [];
  const fatal = (error: Error) => void failures.push(error);
  await prepareDataFolder(folder, { fatal });
  const database = openDatabase({ path: join(folder, 'metadata.sqlite'), migrations, fatal });
  const time = { nowMs: 1_000_000 };
  const clock = () => time.nowMs;
  const ledger = new BlobLedger(database, clock);
  const name = processName(process.pid, randomBytes);
  const common = { folder, disk, ledger, clock, fatal, process: name };
  const blobs = new LocalBlobs({ ...common, segmentBytes, graceMs: 500, cacheBytes: 0 });
  closing.push(async () => {
    await blobs.close();
    database.close();
  });
  const register = async (ref: BlobRef) => {
    await database.write(() => ledger.register(ref));
    blobs.registered(ref);
    return ref;
  };
  const release = (ref: BlobRef) => database.write(() => ledger.release(ref.id));
  const collectAll = async () => {
    const first = await blobs.collect();
    time.nowMs += 1_000;
    const second = await blobs.collect();
    return {
      bytesMoved: first.bytesMoved + second.bytesMoved,
      segmentsRemoved: first.segmentsRemoved + second.segmentsRemoved,
      filesRemoved: first.filesRemoved + second.filesRemoved,
    };
  };
  return { folder, blobs, ledger, database, time, failures, register, release, collectAll };
}

const read = (blobs: LocalBlobs, ref: BlobRef) => drain(blobs.read(ref));

function onlyFile(folder: string): string {
  const [sub = ''] = readdirSync(join(folder, 'files'));
  const [name = ''] = readdirSync(join(folder, 'files', sub));
  return join(folder, 'files', sub, name);
}

function usedBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** A disk that fails when `fails` says so. */
function failingDisk(fails: (call: keyof Disk) => string | undefined): Disk {
  const guard = (call: keyof Disk) => {
    const code = fails(call);
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  };
  return {
    ...nodeDisk,
    async write(...input) {
      guard('write');
      return nodeDisk.write(...input);
    },
    async sync(descriptor) {
      guard('sync');
      return nodeDisk.sync(descriptor);
    },
    async syncFolder(path) {
      guard('syncFolder');
      return nodeDisk.syncFolder(path);
    },
    async open(...input) {
      guard('open');
      return nodeDisk.open(...input);
    },
  };
}

describe('bit rot', () => {
  test('a flipped byte of a file is never handed out', async () => {
    const { folder, blobs, register } = await open();
    const ref = await register(await blobs.put(randomBytes(600_000)));
    const path = onlyFile(folder);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(300_000) ^ 1, 300_000);
    writeFileSync(path, bytes);
    await assert.rejects(read(blobs, ref), BlobCorrupt);
  });

  test('a file that is cut off, or missing, is corrupt', async () => {
    const { folder, blobs, register } = await open();
    const ref = await register(await blobs.put(randomBytes(600_000)));
    truncateSync(onlyFile(folder), 500_000);
    await assert.rejects(read(blobs, ref), BlobCorrupt);
    rmSync(onlyFile(folder));
    await assert.rejects(read(blobs, ref), BlobCorrupt);
  });

  test('swapped files are found', async () => {
    const { folder, blobs, register } = await open();
    const ref = await register(await blobs.put(randomBytes(600_000)));
    const path = onlyFile(folder);
    const other = await register(await blobs.put(randomBytes(600_000)));
    const [first, second] = [path, path.replace(/[^/]+$/, other.id.toString(16))];
    const bytes = readFileSync(first);
    writeFileSync(first, readFileSync(second));
    writeFileSync(second, bytes);
    await assert.rejects(read(blobs, ref), BlobCorrupt);
    await assert.rejects(read(blobs, other), BlobCorrupt);
  });

  test('a flipped byte of a segment is found, and compaction leaves the blob in its place', async () => {
    const { folder, blobs, register, release, collectAll, ledger } = await open();
    const refs: BlobRef[] = [];
    for (let index = 0; index < 40; index += 1) {
      refs.push(await register(await blobs.put(randomBytes(8_000))));
    }
    const [damaged, ...others] = refs.filter((ref) => ref.segment === refs[0]?.segment);
    assert.ok(damaged !== undefined);
    for (const ref of others) await release(ref);
    const path = join(folder, 'segments', damaged.segment.toString(16).padStart(8, '0'));
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(damaged.offset + 100) ^ 1, damaged.offset + 100);
    writeFileSync(path, bytes);
    await collectAll();
    assert.equal(ledger.locate(damaged.id)?.segment, damaged.segment);
    assert.ok(existsSync(path));
    await assert.rejects(read(blobs, damaged), BlobCorrupt);
  });
});

describe('space', () => {
  test('returns when most of a segment is freed, and what lives is moved whole', async () => {
    const { folder, blobs, register, release, collectAll } = await open();
    const bodies = Array.from({ length: 120 }, () => randomBytes(5_000));
    const refs: BlobRef[] = [];
    for (const body of bodies) refs.push(await register(await blobs.put(body)));
    const before = usedBytes(join(folder, 'segments'));
    for (const [index, ref] of refs.entries()) if (index % 10 !== 0) await release(ref);
    const collected = await collectAll();
    assert.ok(collected.bytesMoved > 0 && collected.segmentsRemoved > 2);
    assert.ok(usedBytes(join(folder, 'segments')) < before * 0.7);
    for (const [index, ref] of refs.entries()) {
      if (index % 10 === 0)
        assert.ok((await read(blobs, ref)).equals(bodies[index] ?? Buffer.alloc(0)));
    }
  });

  test('of blobs that were never registered returns after a crash', async () => {
    const first = await open();
    for (let index = 0; index < 10; index += 1) {
      await first.blobs.put(randomBytes(300_000));
      await first.blobs.put(randomBytes(20_000));
    }
    const unfinished = first.blobs.create();
    await unfinished.write(randomBytes(2_000_000));
    const second = await open(nodeDisk, first.folder);
    await second.collectAll();
    assert.equal(usedBytes(join(first.folder, 'files')), 0);
    assert.equal(usedBytes(join(first.folder, 'incoming')), 0);
    assert.equal(usedBytes(join(first.folder, 'segments')), 0);
  });

  test('of another running process is left alone', async () => {
    const { database, blobs, ledger, collectAll } = await open();
    await ledger.announceFile(9_999_999, `${process.ppid}.other`);
    await collectAll();
    await blobs.put(randomBytes(10));
    const row = database.query('SELECT 1 FROM loose_files WHERE id = 9999999').get();
    assert.notEqual(row, undefined);
  });
});

describe('a failing disk', () => {
  test('a full disk fails the put, and later puts go on', async () => {
    let full = false;
    const { blobs, failures, register } = await open(
      failingDisk((call) => (full && call === 'write' ? 'ENOSPC' : undefined)),
    );
    await register(await blobs.put(randomBytes(1_000)));
    full = true;
    await assert.rejects(blobs.put(randomBytes(1_000)), { code: 'ENOSPC' });
    await assert.rejects(blobs.put(randomBytes(1_000_000)), { code: 'ENOSPC' });
    full = false;
    for (const sizeBytes of [1_000, 1_000_000]) {
      const bytes = randomBytes(sizeBytes);
      assert.ok((await read(blobs, await register(await blobs.put(bytes)))).equals(bytes));
    }
    assert.deepEqual(failures, []);
  });

  test('too many open files fail the put, and later puts go on', async () => {
    let exhausted = true;
    const { blobs, failures } = await open(
      failingDisk((call) => (exhausted && call === 'open' ? 'EMFILE' : undefined)),
    );
    await assert.rejects(blobs.put(randomBytes(10)), { code: 'EMFILE' });
    await assert.rejects(blobs.put(randomBytes(1_000_000)), { code: 'EMFILE' });
    exhausted = false;
    await blobs.put(randomBytes(10));
    await blobs.put(randomBytes(1_000_000));
    assert.deepEqual(failures, []);
  });

  for (const call of ['write', 'sync', 'syncFolder'] as const) {
    test(`an input/output error of ${call} ends the process`, async () => {
      let broken = false;
      const { blobs, failures } = await open(
        failingDisk((name) => (broken && name === call ? 'EIO' : undefined)),
      );
      broken = true;
      await assert.rejects(blobs.put(randomBytes(1_000_000)));
      assert.ok(failures.length > 0);
    });
  }
});
