import { checkFiles } from './blob-files.ts';
import type { Finding } from './finding.ts';
import { openMetadata } from './open-metadata.ts';
import { blobRules } from './rules/blob-rules.ts';
import { identityRules } from './rules/identity-rules.ts';
import { objectRules } from './rules/object-rules.ts';
import type { Rule, RuleRow } from './rules/rule.ts';

export interface CheckCounts {
  readonly objects: number;
  readonly versions: number;
  readonly uploads: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly identities: number;
}

export interface CheckReport {
  readonly schema: number;
  readonly counts: CheckCounts;
  /** At most `findingLimit` of a kind. */
  readonly findings: readonly Finding[];
  /** Of every kind that was found, all of them. */
  readonly found: Readonly<Record<string, number>>;
}

export interface CheckOptions {
  /** Told before each step, for whoever watches. */
  readonly progress?: (step: string) => void;
}

/** Findings of one kind that are kept; the others are counted. */
export const findingLimit = 1_000;

/**
 * Compares everything in a data folder with everything else: the metadata with themselves, and with
 * the files and segments. Reads no bytes of objects: that is the scrub's. Changes nothing. No
 * other process may write to the folder meanwhile.
 * @throws UnknownFormat, NewerFormat, Unreadable
 */
export async function checkStore(folder: string, options: CheckOptions = {}): Promise<CheckReport> {
  const progress = options.progress ?? (() => {});
  const metadata = openMetadata(folder);
  const gathered = new Gathered();
  try {
    progress('the database');
    for (const problem of metadata.integrityProblems()) {
      const message = `SQLite: ${problem}`;
      gathered.add({ kind: 'database', severity: 'damage', message, repair: undefined });
    }
    if (gathered.isDamaged) return { schema: metadata.schema, counts: nothing, ...gathered.result };
    for (const rule of [...blobRules, ...objectRules, ...identityRules]) {
      progress(rule.kind.replaceAll('-', ' '));
      for (const row of metadata.rows<RuleRow>(rule.find).all()) gathered.add(findingOf(rule, row));
    }
    progress('files and segments');
    for await (const finding of checkFiles(folder, metadata)) gathered.add(finding);
    const count = (from: string) =>
      metadata.rows<readonly [number]>(`SELECT count(*) FROM ${from}`).get()?.[0] ?? 0;
    const counts = {
      objects: count('objects'),
      versions: count('versions'),
      uploads: count('uploads'),
      blobs: count('blobs'),
      bytes:
        metadata.rows<readonly [number]>('SELECT coalesce(sum(size), 0) FROM blobs').get()?.[0] ??
        0,
      identities: count('users') + count('roles') + count('user_groups'),
    };
    return { schema: metadata.schema, counts, ...gathered.result };
  } finally {
    metadata.close();
  }
}

const nothing: CheckCounts = {
  objects: 0,
  versions: 0,
  uploads: 0,
  blobs: 0,
  bytes: 0,
  identities: 0,
};

function findingOf(rule: Rule, row: RuleRow): Finding {
  const { kind, severity, repair } = rule;
  return {
    kind,
    severity,
    message: rule.message(row),
    repair: repair && {
      kind: 'metadata',
      summary: repair.summary,
      statements: repair.statements(row),
    },
  };
}

class Gathered {
  readonly #findings: Finding[] = [];
  readonly #found: Record<string, number> = {};

  get isDamaged(): boolean {
    return this.#findings.length > 0;
  }

  add(finding: Finding): void {
    const count = (this.#found[finding.kind] ?? 0) + 1;
    this.#found[finding.kind] = count;
    if (count <= findingLimit) this.#findings.push(finding);
  }

  get result() {
    return { findings: this.#findings, found: this.#found };
  }
}
