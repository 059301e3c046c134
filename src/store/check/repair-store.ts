import { dirname } from 'node:path';
import { metadataPath } from '../data-folder.ts';
import { nodeDisk } from '../disk.ts';
import { migrations } from '../metadata/schema/migrations.ts';
import { openDatabase } from '../metadata/sqlite/database.ts';
import type { Fatal } from '../surroundings.ts';
import type { Finding } from './finding.ts';
import { recountLiveBytes } from './rules/blob-rules.ts';

/**
 * Puts in order what the findings say can be. The metadata change in one transaction; files are
 * removed after it. No other process may have the folder open.
 * @returns how many findings were put in order
 */
export async function repairStore(
  folder: string,
  findings: readonly Finding[],
  fatal: Fatal,
): Promise<number> {
  const repairs = findings.flatMap(({ repair }) => (repair === undefined ? [] : [repair]));
  const database = openDatabase({
    path: metadataPath(folder),
    migrations,
    fatal,
    prepareLog: false,
  });
  try {
    await database.write(({ bump }) => {
      for (const repair of repairs) {
        if (repair.kind !== 'metadata') continue;
        for (const { sql, values } of repair.statements) database.command(sql).run(...values);
      }
      // Blobs that were let go do not live any more.
      database.command(recountLiveBytes).run();
      bump('identity');
      bump('buckets');
    });
  } finally {
    database.close();
  }
  for (const repair of repairs) {
    if (repair.kind !== 'remove-file') continue;
    await nodeDisk.remove(repair.path);
    await nodeDisk.syncFolder(dirname(repair.path));
  }
  return repairs.length;
}
