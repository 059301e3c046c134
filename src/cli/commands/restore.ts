import { resolve } from 'node:path';
import { BackupRefused } from '../../store/backup/backup.ts';
import { restore as restoreStore } from '../../store/backup/restore.ts';
import { Unreadable } from '../../store/check/open-metadata.ts';
import { UnknownFormat } from '../../store/data-folder.ts';
import { NewerFormat } from '../../store/metadata/sqlite/database.ts';
import { type Command, CommandFailure, exitCodes, UsageError } from '../command.ts';
import { dataFolder, dataFolderOptions, plainLine } from '../data-place.ts';
import { progressOf } from '../folder-progress.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'Make a data folder of a backup, and verify all of it.',
  operands: 'SOURCE',
  description: [
    'The data folder must not be there yet, or be empty. Every block of every object is verified on ' +
      'the way, and the folder is checked in the end as strongroom fsck does.',
    'The server of the new folder needs the master key that was in force when the backup was taken ' +
      '(--master-key-file).',
  ],
  options: [...dataFolderOptions, { name: 'json', summary: 'Print one JSON object.' }],
  examples: [
    {
      line: 'strongroom restore /mnt/backup/strongroom --data /srv/strongroom',
      summary: 'Into a new folder',
    },
  ],
  async run(invocation) {
    const { options, operands, terminal } = invocation;
    const [source, more] = operands;
    if (source === undefined || more !== undefined) {
      throw new UsageError('restore takes one folder: strongroom restore SOURCE');
    }
    const folder = dataFolder(invocation);
    const progress = progressOf(terminal, 'restored');
    try {
      const result = await restoreStore({
        source: resolve(terminal.folder, source),
        folder,
        progress: progress.tell,
      });
      progress.end();
      const { files, bytes, takenAt, damaged, problems } = result;
      if (options.flag('json')) terminal.out(`${JSON.stringify({ folder, ...result })}\n`);
      else {
        for (const blob of damaged) terminal.out(`damaged: blob ${blob}\n`);
        for (const problem of problems) terminal.out(plainLine(problem));
        terminal.out(`${files} files of ${bytes} bytes, as of ${takenAt}, in ${folder}\n`);
      }
      return damaged.length + problems.length === 0 ? exitCodes.success : exitCodes.failure;
    } catch (error) {
      const isExplained =
        error instanceof BackupRefused ||
        error instanceof Unreadable ||
        error instanceof UnknownFormat ||
        error instanceof NewerFormat;
      throw isExplained ? new CommandFailure(error.message) : error;
    }
  },
};
