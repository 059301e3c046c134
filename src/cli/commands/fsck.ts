import { existsSync } from 'node:fs';
import { lockDataFolder } from '../../server/data-lock.ts';
import { StartFailure } from '../../server/start-failure.ts';
import { type CheckReport, checkStore } from '../../store/check/check-store.ts';
import type { Finding } from '../../store/check/finding.ts';
import { Unreadable } from '../../store/check/open-metadata.ts';
import { repairStore } from '../../store/check/repair-store.ts';
import { UnknownFormat } from '../../store/data-folder.ts';
import { NewerFormat } from '../../store/metadata/sqlite/database.ts';
import {
  type Command,
  CommandFailure,
  exitCodes,
  type Invocation,
  UsageError,
} from '../command.ts';
import { dataFolder, dataFolderOptions, plainLine } from '../data-place.ts';
import { progressOf } from '../folder-progress.ts';

export const fsck: Command = {
  name: 'fsck',
  summary: 'Check a data folder: metadata, blobs, uploads and identities against each other.',
  description: [
    'No server may run on the folder. Nothing in it is changed unless --repair says so. The bytes ' +
      'of objects are not read: `strongroom scrub` does that, also beside a running server.',
    'What is found is damage (something that was stored is lost, or would be) or leftover ' +
      '(something takes space for nothing). A repair never gives up bytes that an object refers ' +
      'to; what is lost stays named until the object is deleted or brought back from a backup.',
    'Exit code 0: all is well, or was put in order. 1: something is wrong, or could not be ' +
      'looked at.',
  ],
  options: [
    ...dataFolderOptions,
    { name: 'repair', summary: 'Put in order what can be.' },
    { name: 'dry-run', summary: 'With --repair: say what it would do, and do nothing.' },
    { name: 'json', summary: 'Print one JSON object.' },
  ],
  examples: [
    { line: 'strongroom fsck', summary: 'Check ./strongroom-data' },
    {
      line: 'strongroom fsck --data /srv/strongroom --repair --dry-run',
      summary: 'See what a repair would do',
    },
    { line: 'strongroom fsck --data /srv/strongroom --json', summary: 'For a program' },
  ],
  async run(invocation) {
    const { options } = invocation;
    if (options.flag('dry-run') && !options.flag('repair')) {
      throw new UsageError('--dry-run says what --repair would do: give both');
    }
    const folder = dataFolder(invocation);
    if (!existsSync(folder)) throw new CommandFailure(`there is no data folder ${folder}`);
    const lock = lockDataFolder(folder, 0);
    try {
      return await check(folder, invocation);
    } catch (error) {
      throw isExplained(error) ? new CommandFailure(error.message) : error;
    } finally {
      lock.release();
    }
  },
};

function isExplained(error: unknown): error is Error {
  return (
    error instanceof Unreadable ||
    error instanceof UnknownFormat ||
    error instanceof NewerFormat ||
    error instanceof StartFailure
  );
}

async function check(folder: string, { options, terminal }: Invocation): Promise<number> {
  const progress = progressOf(terminal, 'checking');
  const report = await checkStore(folder, { progress: progress.tell });
  progress.end();
  const repaired = new Set<Finding>();
  if (options.flag('repair') && !options.flag('dry-run')) {
    const fatal = (error: Error): never => {
      throw error;
    };
    await repairStore(folder, report.findings, fatal);
    for (const finding of report.findings) if (finding.repair) repaired.add(finding);
  }
  const left = totalOf(report) - repaired.size;
  if (options.flag('json')) {
    terminal.out(`${JSON.stringify(printedJson(folder, report, repaired))}\n`);
  } else {
    for (const finding of report.findings) {
      terminal.out(printedLine(finding, repaired.has(finding), options.flag('repair')));
    }
    terminal.out(printedEnd(report, repaired.size, left));
  }
  return left === 0 ? exitCodes.success : exitCodes.failure;
}

function totalOf({ found }: CheckReport): number {
  return Object.values(found).reduce((sum, count) => sum + count, 0);
}

function printedJson(folder: string, report: CheckReport, repaired: ReadonlySet<Finding>) {
  const findings = report.findings.map((finding) => ({
    kind: finding.kind,
    severity: finding.severity,
    message: finding.message,
    repair: finding.repair?.summary ?? null,
    repaired: repaired.has(finding),
  }));
  const { schema, counts, found } = report;
  return { folder, schema, counts, found, findings };
}

function printedLine(
  { kind, severity, message, repair }: Finding,
  isRepaired: boolean,
  isAsked: boolean,
): string {
  const words = isRepaired ? 'repaired' : isAsked ? 'would be repaired' : 'can be repaired';
  const end = repair === undefined ? '' : ` (${words}: ${repair.summary})`;
  return plainLine(`${severity}: ${kind}: ${message}${end}`);
}

function printedEnd(report: CheckReport, repaired: number, left: number): string {
  const { objects, versions, uploads, blobs, bytes, identities } = report.counts;
  const looked =
    `${objects} objects, ${versions} older versions and markers, ${uploads} uploads, ` +
    `${blobs} blobs of ${bytes} bytes, ${identities} users, groups and roles`;
  const mended = repaired === 0 ? '' : `${repaired} put in order, `;
  const end = left === 0 ? `${mended}nothing is wrong` : `${mended}${left} things are wrong`;
  return `${looked}: ${end}\n`;
}
