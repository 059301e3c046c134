import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { auditFiles } from '../../audit/audit-files.ts';
import { readEntry, readTrail, type TrailEntry } from '../../audit/read-trail.ts';
import { count } from '../../server/setting-values.ts';
import { auditPlace, auditPlaceOptions, printEntry } from '../audit-place.ts';
import { type Command, exitCodes, type Invocation, UsageError } from '../command.ts';

const defaultLines = 10;
const pollMs = 500;
/** The newest records are in the files of today and, just after midnight, of yesterday. */
const lookBackMs = 2 * 86_400_000;
const lineCount = count({ from: 0, to: 100_000 });

export const auditTail: Command = {
  name: 'audit tail',
  summary: 'Show the newest audit records, and with --follow those that come.',
  options: [
    {
      name: 'lines',
      summary: 'How many.',
      type: lineCount,
      defaultText: String(defaultLines),
    },
    { name: 'follow', summary: 'Go on until interrupted.' },
    { name: 'json', summary: 'Print the records as they are, one a line.' },
    ...auditPlaceOptions,
  ],
  examples: [
    { line: 'strongroom audit tail --follow', summary: 'Watch what is asked and decided' },
    { line: 'strongroom audit tail --lines 100 --json', summary: 'For a program' },
  ],
  async run(invocation) {
    const { options } = invocation;
    const given = options.text('lines');
    const wanted = given === undefined ? defaultLines : lineCount.read(given, { folder: '' });
    if (wanted === undefined) {
      throw new UsageError(
        `option --lines: ${JSON.stringify(given)} is not ${lineCount.expectation}`,
      );
    }
    const folder = auditPlace(invocation);
    // Where each file ends now: what comes behind is new.
    const ends = new Map(auditFiles(folder).map(({ name }) => [name, sizeOf(folder, name)]));
    const newest: TrailEntry[] = [];
    for await (const entry of readTrail(folder, { sinceMs: Date.now() - lookBackMs })) {
      newest.push(entry);
      if (newest.length > 2 * wanted + 100) trim(newest, wanted);
    }
    trim(newest, wanted);
    for (const entry of newest) show(invocation, entry);
    while (options.flag('follow')) {
      await wait(pollMs);
      await showNew(invocation, folder, ends);
    }
    return exitCodes.success;
  },
};

function sizeOf(folder: string, name: string): number {
  return statSync(join(folder, name)).size;
}

/** Files are per process, so their records have to be put in order of time. */
function trim(entries: TrailEntry[], wanted: number): void {
  entries.sort((a, b) => a.atMs - b.atMs);
  entries.splice(0, Math.max(0, entries.length - wanted));
}

function show({ options, terminal }: Invocation, entry: TrailEntry): void {
  terminal.out(options.flag('json') ? `${entry.line}\n` : printEntry(entry));
}

async function showNew(
  invocation: Invocation,
  folder: string,
  ends: Map<string, number>,
): Promise<void> {
  const found: TrailEntry[] = [];
  for (const { name } of auditFiles(folder)) {
    const start = ends.get(name) ?? 0;
    const end = sizeOf(folder, name);
    if (end <= start) continue;
    const input = createReadStream(join(folder, name), { start, end: end - 1, encoding: 'utf8' });
    let read = 0;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const entry = readEntry(line);
      const length = Buffer.byteLength(line) + 1;
      // A line that is cut is read again when the rest of it is there.
      if (entry === undefined && start + read + length > end) break;
      read += length;
      if (entry !== undefined) found.push(entry);
    }
    ends.set(name, start + read);
  }
  found.sort((a, b) => a.atMs - b.atMs);
  for (const entry of found) show(invocation, entry);
}
