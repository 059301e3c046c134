import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Disk, nodeDisk } from './disk.ts';
import { migrations } from './metadata/schema/migrations.ts';
import { openDatabase } from './metadata/sqlite/database.ts';
import type { Fatal } from './surroundings.ts';

/**
 * The data folder:
 *
 *   format             what wrote it; a newer format is refused
 *   metadata.sqlite    the metadata, with its -wal and -shm files beside it
 *   segments/          small and medium blobs
 *   files/             large blobs, 1,024 ids a folder
 *   incoming/          large blobs that are being written
 */
const formatVersion = 1;
const formatPrefix = 'strongroom data folder, format ';
const folders = ['segments', 'files', 'incoming'];

/** The database file of a data folder. */
export function metadataPath(folder: string): string {
  return join(folder, 'metadata.sqlite');
}

/** The folder is not one of ours, or was written by a newer release. */
export class UnknownFormat extends Error {}

/** @throws UnknownFormat for anything but the marker of a format that this release knows */
export function checkFormat(path: string): void {
  const text = readFileSync(path, 'utf8').trim();
  const version = text.startsWith(formatPrefix) ? Number(text.slice(formatPrefix.length)) : NaN;
  if (version === formatVersion) return;
  throw new UnknownFormat(
    version > formatVersion
      ? `The data folder has format ${version}; this release knows formats up to ` +
          `${formatVersion}. Use the release that wrote it, or a newer one.`
      : `${path} is not the format marker of a data folder.`,
  );
}

async function writeFormat(disk: Disk, folder: string): Promise<void> {
  const descriptor = await disk.open(join(folder, 'format'), 'create');
  try {
    await disk.write(descriptor, Buffer.from(`${formatPrefix}${formatVersion}\n`), 0);
    await disk.sync(descriptor);
  } finally {
    await disk.close(descriptor);
  }
  await disk.syncFolder(folder);
}

/**
 * Makes a data folder, or brings an old one up to date, and sweeps what a crash left. Call it
 * once, from the process that holds the folder's lock, before any other process opens the stores.
 * @throws UnknownFormat, NewerFormat
 */
export async function prepareDataFolder(
  folder: string,
  options: { readonly fatal: Fatal; readonly disk?: Disk },
): Promise<void> {
  const disk = options.disk ?? nodeDisk;
  if (!existsSync(folder)) await disk.makeFolder(resolve(folder));
  const marker = join(folder, 'format');
  if (existsSync(marker)) checkFormat(marker);
  else if (existsSync(metadataPath(folder))) {
    throw new UnknownFormat(`${folder} holds metadata but no format marker.`);
  }
  for (const name of folders) await disk.makeFolder(resolve(folder, name));
  if (!existsSync(marker)) await writeFormat(disk, folder);
  const database = openDatabase({
    path: metadataPath(folder),
    migrations,
    fatal: options.fatal,
    prepareLog: false,
  });
  try {
    // Nobody else is running: whatever had a process has none any more.
    await database.write(() => {
      database.command('UPDATE segments SET process = NULL WHERE process IS NOT NULL').run();
      database.command('UPDATE loose_files SET process = NULL, since_ms = 0').run();
    });
  } finally {
    database.close();
  }
  await disk.syncFolder(folder);
  const incoming = join(folder, 'incoming');
  for (const name of await disk.list(incoming)) await disk.remove(join(incoming, name));
}
