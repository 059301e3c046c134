import type { SqlValue } from '../metadata/sqlite/database.ts';

/**
 * 'damage': something that was stored is lost, or would be. 'leftover': something takes space or a
 * row for nothing; nothing is lost.
 */
export type Severity = 'damage' | 'leftover';

/** A change of the metadata that puts something in order. It must bear being done twice. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** What `--repair` does about a finding. It never gives up bytes that an object refers to. */
export type Repair =
  | {
      readonly kind: 'metadata';
      readonly summary: string;
      readonly statements: readonly Statement[];
    }
  | { readonly kind: 'remove-file'; readonly summary: string; readonly path: string };

export interface Finding {
  /** Kebab-case, the same in every release: for programs. */
  readonly kind: string;
  readonly severity: Severity;
  /** For people: what is wrong, and with what. */
  readonly message: string;
  /** Undefined where nothing can be done but to bring it back from a backup. */
  readonly repair: Repair | undefined;
}
