import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkStore } from '../check/check-store.ts';
import { openMetadata } from '../check/open-metadata.ts';
import { metadataPath } from '../data-folder.ts';
import { nodeDisk } from '../disk.ts';
import { BackupRefused, digestOf, type Manifest, manifestName } from './backup.ts';
import { damagedBlobs, storedFiles } from './blob-places.ts';
import { copyFile } from './copy-file.ts';

export interface RestoreOptions {
  /** A backup. */
  readonly source: string;
  /** A folder that is not there, or empty. */
  readonly folder: string;
  readonly progress?: (step: string) => void;
}

export interface RestoreResult {
  readonly files: number;
  readonly bytes: number;
  readonly takenAt: string;
  /** Blobs whose bytes are not whole in the backup. */
  readonly damaged: readonly number[];
  /** What a check of the new folder found besides. */
  readonly problems: readonly string[];
}

/**
 * Makes a data folder of a backup, and verifies every block on the way. The format marker comes
 * last, so that a restore which was broken off is never taken for a data folder.
 * @throws BackupRefused, Unreadable, NewerFormat, UnknownFormat
 */
export async function restore({
  source,
  folder,
  progress = () => {},
}: RestoreOptions): Promise<RestoreResult> {
  const takenAt = await checkSource(source);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new BackupRefused(`${folder} is not empty; restore into a new folder.`);
  }
  await nodeDisk.makeFolder(folder);
  for (const name of ['segments', 'files', 'incoming'])
    await nodeDisk.makeFolder(join(folder, name));
  const sizeBytes = (await nodeDisk.size(metadataPath(source))) ?? 0;
  await copyFile(metadataPath(source), metadataPath(folder), sizeBytes);
  const sum = { files: 0, bytes: 0 };
  const damaged: number[] = [];
  const metadata = openMetadata(source);
  try {
    for (const file of storedFiles(metadata)) {
      await copyFile(join(source, file.name), join(folder, file.name), file.sizeBytes).catch(
        () => {},
      );
      damaged.push(...(await damagedBlobs(folder, file)));
      sum.files += 1;
      sum.bytes += file.sizeBytes;
      progress(`${sum.files} files, ${sum.bytes} bytes`);
    }
  } finally {
    metadata.close();
  }
  for (const name of ['segments', 'files']) await syncTree(join(folder, name));
  for (const name of ['store-id', 'format']) {
    if (existsSync(join(source, name)))
      writeFileSync(join(folder, name), readFileSync(join(source, name)));
  }
  await nodeDisk.syncFolder(folder);
  progress('checking');
  const { findings } = await checkStore(folder);
  return { ...sum, takenAt, damaged, problems: findings.map(({ message }) => message) };
}

/** @returns when the backup was taken */
async function checkSource(source: string): Promise<string> {
  const path = join(source, manifestName);
  if (!existsSync(path))
    throw new BackupRefused(`${source} is no backup: ${manifestName} is missing.`);
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const expected = valueIn(manifest, 'metadataSha256');
  const found = await digestOf(metadataPath(source));
  if (!Array.isArray(expected) || !expected.includes(found)) {
    throw new BackupRefused(`${metadataPath(source)} is not the file that the backup wrote.`);
  }
  return String(valueIn(manifest, 'takenAt'));
}

function valueIn(manifest: unknown, name: keyof Manifest): unknown {
  return typeof manifest === 'object' && manifest !== null
    ? Reflect.get(manifest, name)
    : undefined;
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await nodeDisk.syncFolder(join(folder, entry.name));
  }
  await nodeDisk.syncFolder(folder);
}
