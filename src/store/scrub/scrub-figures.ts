import { DatabaseSync } from 'node:sqlite';
import { metadataPath } from '../data-folder.ts';

export interface ScrubFigures {
  /** Blobs that are known to be damaged; the database counts as one. */
  readonly damaged: number;
  /** When the last whole scrub ended; undefined: none has. */
  readonly endedAtMs: number | undefined;
}

/** What scrubs found, for a process that has no stores open; other processes may have. */
export function scrubFigures(folder: string): ScrubFigures {
  const connection = new DatabaseSync(metadataPath(folder), { readOnly: true });
  try {
    const row = connection
      .prepare(
        'SELECT (SELECT count(*) FROM damage) AS damaged, (SELECT max(ended_ms) FROM scrubs) AS ended',
      )
      .get();
    const endedAtMs = typeof row?.ended === 'number' ? row.ended : undefined;
    return { damaged: Number(row?.damaged ?? 0), endedAtMs };
  } finally {
    connection.close();
  }
}
