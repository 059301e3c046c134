import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DatabaseSync, backup as snapshot } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { openSnapshot } from '../check/open-metadata.ts';
import { metadataPath } from '../data-folder.ts';
import { nodeDisk } from '../disk.ts';
import type { JobLeases } from '../jobs.ts';
import { backupLease } from '../metadata/sqlite/blob-ledger.ts';
import { damagedBlobs, type StoredFile, storedFiles } from './blob-places.ts';
import { copyFile } from './copy-file.ts';

/** What stands beside a backup and says what it is; written last. */
export const manifestName = 'backup.json';
export interface Manifest {
  readonly takenAt: string;
  readonly files: number;
  /** Of the metadata file; two while one takes the place of the other. */
  readonly metadataSha256: readonly string[];
}

const leaseMs = 60_000;
const renewMs = 15_000;
/** All pages in one step: the snapshot is of one moment, whatever is written meanwhile. */
const allPages = 0x7fff_ffff;

export interface BackupOptions {
  /** A data folder, with a server on it or without. */
  readonly folder: string;
  /** An empty folder, or an earlier backup of the same data folder. */
  readonly target: string;
  readonly leases: JobLeases;
  readonly holder: string;
  readonly progress?: (step: string) => void;
}

export interface BackupResult {
  readonly filesCopied: number;
  readonly bytesCopied: number;
  readonly filesKept: number;
  /** Blobs that are damaged in the data folder, and so in the backup. */
  readonly damaged: readonly number[];
}

/** The target cannot be used, or another backup runs. */
export class BackupRefused extends Error {}

/**
 * Copies a data folder as it is at one moment, while it is written to: first a snapshot of the
 * metadata, then the blobs that it names. Blobs never change, so what an earlier backup copied is
 * kept. A lease keeps what was deleted meanwhile until the copy is done. The target is a whole
 * backup at every moment: of now, or of the time before.
 */
export async function backUp(options: BackupOptions): Promise<BackupResult> {
  const { target, leases, holder } = options;
  checkTarget(target);
  const claim = { name: backupLease, holder, leaseMs };
  if ((await leases.claim(claim)) === undefined) {
    throw new BackupRefused('Another backup of this data folder runs, or was broken off just now.');
  }
  const lost = new AbortController();
  const renewal = setInterval(() => {
    leases.renew({ ...claim, cursor: undefined }).then(
      (held) => held || lost.abort(),
      () => lost.abort(),
    );
  }, renewMs);
  try {
    return await copyAll(options, lost.signal);
  } finally {
    clearInterval(renewal);
    await leases.end({
      name: backupLease,
      holder,
      dueAtMs: 0,
      cursor: undefined,
      outcome: 'ended',
    });
  }
}

/** @throws BackupRefused for a folder that holds something else */
function checkTarget(target: string): void {
  if (!existsSync(target)) return;
  const names = readdirSync(target);
  if (names.length === 0 || names.includes('format')) return;
  throw new BackupRefused(`${target} is neither empty nor a backup.`);
}

async function copyAll(options: BackupOptions, lost: AbortSignal): Promise<BackupResult> {
  const { folder, target } = options;
  const progress = options.progress ?? (() => {});
  await nodeDisk.makeFolder(target);
  checkSameStore(folder, target);
  for (const name of ['format', 'store-id']) {
    if (existsSync(join(folder, name)))
      writeFileSync(join(target, name), readFileSync(join(folder, name)));
  }
  for (const name of ['segments', 'files', 'incoming'])
    await nodeDisk.makeFolder(join(target, name));
  progress('the metadata');
  const fresh = `${metadataPath(target)}.new`;
  await takeSnapshot(folder, fresh);
  const metadata = openSnapshot(fresh);
  const sum = { filesCopied: 0, bytesCopied: 0, filesKept: 0 };
  const damaged: number[] = [];
  const named = new Set<string>();
  try {
    for (const file of storedFiles(metadata)) {
      if (lost.aborted) throw new BackupRefused('The backup lost its lease, and was broken off.');
      named.add(file.name);
      // What a copy has is never changed in the data folder, only added to.
      const copied = await nodeDisk.size(join(target, file.name));
      if (copied !== undefined && copied >= file.sizeBytes) sum.filesKept += 1;
      else {
        damaged.push(...(await copyOne(folder, target, file)));
        sum.filesCopied += 1;
        sum.bytesCopied += file.sizeBytes;
      }
      progress(`${sum.filesCopied + sum.filesKept} files, ${sum.bytesCopied} bytes copied`);
    }
  } finally {
    metadata.close();
  }
  await finish(target, fresh, named);
  return { ...sum, damaged };
}

/** Another store's blobs have the same numbers. @throws BackupRefused */
function checkSameStore(folder: string, target: string): void {
  const [ours, theirs] = [folder, target].map((place) => {
    const path = join(place, 'store-id');
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  });
  if (theirs !== undefined && ours !== theirs) {
    throw new BackupRefused(`${target} is a backup of another data folder.`);
  }
}

async function takeSnapshot(folder: string, path: string): Promise<void> {
  for (const name of [path, `${path}-wal`, `${path}-shm`]) await nodeDisk.remove(name);
  const source = new DatabaseSync(metadataPath(folder), { readOnly: true, timeout: 30_000 });
  try {
    await snapshot(source, path, { rate: allPages });
  } finally {
    source.close();
  }
  // Nothing of the running server is under way in the copy; one file, without a log.
  const copy = new DatabaseSync(path);
  copy.exec('PRAGMA journal_mode = DELETE');
  copy.exec('UPDATE jobs SET holder = NULL');
  copy.close();
  const descriptor = await nodeDisk.open(path, 'read');
  await nodeDisk.sync(descriptor);
  await nodeDisk.close(descriptor);
}

/** @returns the blobs of the file that are not whole */
async function copyOne(folder: string, target: string, file: StoredFile): Promise<number[]> {
  const to = join(target, file.name);
  try {
    await copyFile(join(folder, file.name), to, file.sizeBytes);
  } catch {
    // Missing or unreadable: everything else is saved all the same.
  }
  return damagedBlobs(target, file);
}

/**
 * The snapshot takes the place of the one before once all that it names is durable. While it does,
 * the manifest knows both, so that either is a whole backup.
 */
async function finish(target: string, fresh: string, named: ReadonlySet<string>): Promise<void> {
  for (const folder of new Set([...named].map((name) => dirname(join(target, name))))) {
    await nodeDisk.syncFolder(folder);
  }
  const path = metadataPath(target);
  const before = existsSync(path) ? [await digestOf(path)] : [];
  const now = await digestOf(fresh);
  const manifest = { takenAt: new Date().toISOString(), files: named.size };
  await writeManifest(target, { ...manifest, metadataSha256: [now, ...before] });
  await nodeDisk.rename(fresh, path);
  await nodeDisk.syncFolder(target);
  await writeManifest(target, { ...manifest, metadataSha256: [now] });
  for (const part of ['segments', 'files']) {
    for (const entry of readdirSync(join(target, part), { recursive: true, withFileTypes: true })) {
      const name = relative(target, join(entry.parentPath, entry.name));
      if (entry.isFile() && !named.has(name)) await nodeDisk.remove(join(target, name));
    }
  }
}

async function writeManifest(target: string, manifest: Manifest): Promise<void> {
  const partial = join(target, `${manifestName}.partial`);
  await nodeDisk.remove(partial);
  const descriptor = await nodeDisk.open(partial, 'create');
  await nodeDisk.write(descriptor, Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`), 0);
  await nodeDisk.sync(descriptor);
  await nodeDisk.close(descriptor);
  await nodeDisk.rename(partial, join(target, manifestName));
  await nodeDisk.syncFolder(target);
}

/** SHA-256 of a file, in hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
