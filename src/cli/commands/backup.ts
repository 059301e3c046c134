import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { tryLockDataFolder } from '../../server/data-lock.ts';
import { prepareData } from '../../server/prepare-store.ts';
import { BackupRefused, type BackupResult, backUp } from '../../store/backup/backup.ts';
import { metadataPath } from '../../store/data-folder.ts';
import { migrations } from '../../store/metadata/schema/migrations.ts';
import { openDatabase } from '../../store/metadata/sqlite/database.ts';
import { sqliteJobLeases } from '../../store/metadata/sqlite/jobs.ts';
import { type Command, CommandFailure, exitCodes, UsageError } from '../command.ts';
import { dataFolder, dataFolderOptions } from '../data-place.ts';
import { progressOf } from '../folder-progress.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'Copy everything that is stored to a folder, with a server running or without.',
  operands: 'DEST',
  description: [
    'DEST is a folder that is not there, empty, or an earlier backup of the same data folder: then ' +
      'only what is new is copied. It holds everything as it was at one moment, and is whole at ' +
      'every moment, also when a backup is broken off. What is copied is verified.',
    'Secrets in it are sealed under the master key, which is no part of it: keep a copy of that ' +
      'file apart from the backup. Audit records are no part of it either.',
    'Exit code 1 also where an object is damaged in the data folder; everything else is saved.',
  ],
  options: [...dataFolderOptions, { name: 'json', summary: 'Print one JSON object.' }],
  examples: [
    { line: 'strongroom backup /mnt/backup/strongroom', summary: 'From ./strongroom-data' },
    {
      line: 'strongroom backup /mnt/backup/strongroom --data /srv/strongroom --json',
      summary: 'For a program',
    },
  ],
  async run(invocation) {
    const { options, operands, terminal } = invocation;
    const [destination, more] = operands;
    if (destination === undefined || more !== undefined) {
      throw new UsageError('backup takes one folder: strongroom backup DEST');
    }
    const folder = dataFolder(invocation);
    if (!existsSync(metadataPath(folder))) {
      throw new CommandFailure(`there is no data folder ${folder}`);
    }
    await bringUpToDate(folder);
    const database = openDatabase({
      path: metadataPath(folder),
      migrations,
      fatal,
      prepareLog: false,
    });
    const progress = progressOf(terminal, 'backup:');
    try {
      const result = await backUp({
        folder,
        target: resolve(terminal.folder, destination),
        leases: sqliteJobLeases(database, Date.now),
        holder: `${process.pid}.${randomBytes(6).toString('hex')}`,
        progress: progress.tell,
      });
      progress.end();
      terminal.out(options.flag('json') ? `${JSON.stringify(result)}\n` : printed(result));
      return result.damaged.length === 0 ? exitCodes.success : exitCodes.failure;
    } catch (error) {
      throw error instanceof BackupRefused ? new CommandFailure(error.message) : error;
    } finally {
      database.close();
    }
  },
};

function fatal(error: Error): never {
  throw error;
}

/** A folder of an older release is migrated first, where no server holds it. */
async function bringUpToDate(folder: string): Promise<void> {
  const lock = tryLockDataFolder(folder);
  if (lock === undefined) return;
  try {
    await prepareData(folder, fatal);
  } finally {
    lock.release();
  }
}

function printed({ filesCopied, filesKept, bytesCopied, damaged }: BackupResult): string {
  const lines = damaged.map((blob) => `damaged: blob ${blob}; see strongroom scrub --status\n`);
  const copied = `${filesCopied} files of ${bytesCopied} bytes copied, ${filesKept} kept`;
  return `${lines.join('')}${copied}\n`;
}
