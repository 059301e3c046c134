import type { Position } from '../index.ts';

/** Worst first: `error` is refused or means nothing, `security` grants more than it seems to. */
export const severities = ['error', 'security', 'warning', 'suggestion'] as const;
export type Severity = (typeof severities)[number];

/** Something about a policy that its author should know, and where it stands. */
export interface PolicyFinding {
  readonly severity: Severity;
  /** Stable, for programs: `unknown-action`. */
  readonly code: string;
  readonly message: string;
  readonly position: Position;
}
