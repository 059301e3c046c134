import { join } from 'node:path';
import { type AuditFileName, auditFiles } from './audit-files.ts';
import { BackwardLines } from './backward-lines.ts';
import { readEntry, type TrailEntry } from './read-trail.ts';

/** Where looking back stopped: the day, and how far each of its files is read. */
export interface LookBackPlace {
  readonly day: string;
  readonly files: Readonly<Record<string, number>>;
}

export interface LookBackQuery {
  readonly sinceMs: number;
  /** Exclusive. */
  readonly untilMs: number;
  readonly limit: number;
  readonly from: LookBackPlace | undefined;
  /** A line that cannot fit is not parsed. */
  mayFit(line: string): boolean;
  fits(entry: TrailEntry): boolean;
}

export interface LookedBack {
  readonly entries: readonly TrailEntry[];
  /** Where to go on; undefined when there is nothing before. */
  readonly next: LookBackPlace | undefined;
}

/** What one look reads at most: records that do not fit must not hold a request for long. */
const readLimitBytes = 4 * 1024 * 1024;
const dayMs = 86_400_000;

/** One writer's file of a day, with the record that is its next. */
interface Source {
  readonly name: string;
  readonly lines: BackwardLines;
  ahead: TrailEntry | undefined;
  /** Where reading goes on if `ahead` is not taken. */
  endsAt: number | undefined;
}

/**
 * The newest records that fit, newest first. A day's files are read together, in the order of their
 * times; a look ends when it has enough, or has read its share.
 */
export function lookBack(folder: string, query: LookBackQuery): LookedBack {
  const entries: TrailEntry[] = [];
  const files = auditFiles(folder);
  let read = 0;
  for (const day of daysOf(files, query)) {
    const from = query.from?.day === day ? query.from.files : {};
    const ofDay = files.filter((file) => file.day === day);
    const sources = ofDay.map(({ name }) => openSource(join(folder, name), name, from[name]));
    try {
      for (;;) {
        const newest = newestOf(sources, query);
        if (newest?.ahead === undefined) break;
        entries.push(newest.ahead);
        newest.ahead = undefined;
        newest.endsAt = newest.lines.position;
        if (entries.length === query.limit) return { entries, next: placeOf(day, sources) };
      }
      read += sources.reduce((sum, { lines }) => sum + lines.readBytes, 0);
      if (read >= readLimitBytes) return { entries, next: placeOf(day, sources) };
    } finally {
      for (const { lines } of sources) lines.close();
    }
  }
  return { entries, next: undefined };
}

/** The days that can hold such records, newest first. */
function daysOf(
  files: readonly AuditFileName[],
  { sinceMs, untilMs, from }: LookBackQuery,
): string[] {
  const days = new Set(files.map(({ day }) => day));
  return [...days]
    .filter((day) => {
      const startMs = Date.parse(`${day}T00:00:00Z`);
      // A request may begin on the day before that of its record.
      return startMs < untilMs + dayMs && startMs + dayMs >= sinceMs;
    })
    .filter((day) => from === undefined || day <= from.day)
    .sort((a, b) => (a < b ? 1 : -1));
}

function openSource(path: string, name: string, endsAt: number | undefined): Source {
  const lines = new BackwardLines(path, endsAt);
  return { name, lines, ahead: undefined, endsAt: lines.position };
}

function newestOf(sources: readonly Source[], query: LookBackQuery): Source | undefined {
  let newest: Source | undefined;
  for (const source of sources) {
    source.ahead ??= nextFitting(source, query);
    if (source.ahead === undefined) continue;
    if (newest?.ahead === undefined || source.ahead.atMs > newest.ahead.atMs) newest = source;
  }
  return newest;
}

function nextFitting(source: Source, query: LookBackQuery): TrailEntry | undefined {
  const { lines } = source;
  while (lines.readBytes < readLimitBytes) {
    source.endsAt = lines.position;
    const line = lines.next();
    if (line === undefined) {
      source.endsAt = 0;
      return undefined;
    }
    const entry = query.mayFit(line) ? readEntry(line) : undefined;
    if (entry === undefined || entry.atMs >= query.untilMs || entry.atMs < query.sinceMs) continue;
    if (query.fits(entry)) return entry;
  }
  source.endsAt = lines.position;
  return undefined;
}

function placeOf(day: string, sources: readonly Source[]): LookBackPlace {
  return { day, files: Object.fromEntries(sources.map(({ name, endsAt = 0 }) => [name, endsAt])) };
}
