import type { Project } from './project.ts';

/** A place that breaks a rule. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** A rule of taste that a machine can check. */
export interface Rule {
  /** A sentence that says what holds. */
  readonly name: string;
  check(project: Project): Iterable<Breach>;
  /** Small projects, files by path, that each break the rule: proof that it can fail. */
  readonly bad: readonly Readonly<Record<string, string>>[];
}

/** `path:line what`, one a line. */
export function printBreaches(breaches: Iterable<Breach>): string {
  return [...breaches].map(({ path, line, what }) => `${path}:${line} ${what}`).join('\n');
}
