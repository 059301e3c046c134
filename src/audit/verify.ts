import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { auditFiles, type ChainHead, parseAuditFileName } from './audit-files.ts';
import { chainStart, checkLine } from './chain.ts';

/** Something that does not hold (`broken`), or cannot be told (`note`). */
export interface AuditProblem {
  readonly severity: 'broken' | 'note';
  readonly file: string;
  /** From 1; undefined where it is about the file as a whole. */
  readonly line: number | undefined;
  readonly message: string;
}

export interface AuditVerdict {
  readonly files: number;
  readonly records: number;
  readonly problems: readonly AuditProblem[];
}

/**
 * Checks every chain of a folder: each line against its hash and the line before it, and that the
 * files that others refer to are there and end where they did.
 * What no chain can show is the removal of its own end while nothing was started after it.
 * @throws what node:fs throws
 */
export async function verifyAudit(folder: string): Promise<AuditVerdict> {
  const files = auditFiles(folder);
  const problems: AuditProblem[] = [];
  const references: (ChainHead & { readonly by: string })[] = [];
  const hashes = new Map<string, ReadonlySet<string>>();
  let records = 0;
  for (const { name } of files) {
    const checked = await verifyFile(folder, name);
    problems.push(...checked.problems);
    records += checked.records;
    hashes.set(name, checked.hashes);
    references.push(...checked.references.map((head) => ({ ...head, by: name })));
  }
  const oldest = files[0]?.day ?? '';
  const missing = new Set<string>();
  for (const { file, hash, by } of references) {
    const known = hashes.get(file);
    if (known?.has(hash) || missing.has(file)) continue;
    missing.add(file);
    const isOld = known === undefined && (parseAuditFileName(file)?.day ?? '') < oldest;
    const what = known === undefined ? 'is not there' : 'does not reach as far as it did';
    const message = `${what}, but ${by} refers to it`;
    problems.push({ severity: isOld ? 'note' : 'broken', file, line: undefined, message });
  }
  return { files: files.length, records, problems };
}

interface CheckedFile {
  readonly records: number;
  readonly hashes: ReadonlySet<string>;
  readonly references: readonly ChainHead[];
  readonly problems: readonly AuditProblem[];
}

async function verifyFile(folder: string, file: string): Promise<CheckedFile> {
  const problems: AuditProblem[] = [];
  const references: ChainHead[] = [];
  const hashes = new Set<string>();
  let previous = chainStart;
  let number = 0;
  let records = 0;
  let sequence = 0;
  let ended = false;
  const broken = (message: string) =>
    problems.push({ severity: 'broken', file, line: number, message });
  for await (const text of auditLines(join(folder, file))) {
    number++;
    const line = checkLine(text);
    if (!line.ok) {
      broken(line.reason);
      previous = '';
      continue;
    }
    hashes.add(line.hash);
    if (previous !== '' && (line.previousHash !== previous || line.sequence !== sequence)) {
      broken('lines before this one were removed, or put in');
    }
    previous = line.hash;
    sequence = line.sequence + 1;
    const marker = markerOf(text);
    if (marker === undefined) records++;
    else references.push(...marker.references);
    if (marker?.lost !== undefined) {
      const message = `${marker.lost} records were lost here: the disk did not keep up`;
      problems.push({ severity: 'note', file, line: number, message });
    }
    ended = marker?.kind === 'end';
  }
  if (!ended) {
    const message = 'has no end: it is being written, or its process was killed';
    problems.push({ severity: 'note', file, line: undefined, message });
  }
  return { records, hashes, references, problems };
}

/** The lines of an audit file, one after the other. */
export function auditLines(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}

interface Marker {
  readonly kind: unknown;
  readonly lost: number | undefined;
  readonly references: readonly ChainHead[];
}

/** What a line is that is no record of a request. */
function markerOf(text: string): Marker | undefined {
  if (!text.startsWith('{"strongroomAudit":')) return undefined;
  const line: unknown = JSON.parse(text);
  if (typeof line !== 'object' || line === null) return undefined;
  const before: unknown[] = 'before' in line && Array.isArray(line.before) ? line.before : [];
  const heads = [...before, 'continues' in line ? line.continues : null];
  return {
    kind: 'strongroomAudit' in line ? line.strongroomAudit : undefined,
    lost: 'lost' in line && typeof line.lost === 'number' ? line.lost : undefined,
    references: heads.flatMap((head) => readReference(head) ?? []),
  };
}

function readReference(head: unknown): ChainHead | undefined {
  if (typeof head !== 'object' || head === null || !('file' in head) || !('hash' in head)) {
    return undefined;
  }
  return { file: String(head.file), hash: String(head.hash) };
}
