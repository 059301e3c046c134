/** What an action of a template acts on. */
export type GrantTarget = 'bucket' | 'objects';

/** Some actions of a template, which become one statement. */
export interface TemplateStatement {
  /** Its Sid. */
  readonly name: string;
  readonly target: GrantTarget;
  readonly actions: readonly string[];
  /**
   * For actions on the bucket that can be held to a prefix by s3:prefix; the others are left out of
   * a grant for a prefix, because they would reach beyond it.
   */
  readonly byPrefix?: true;
}

/** Something that not everybody of a role needs. */
export interface Extra {
  readonly name: string;
  readonly summary: string;
  readonly statement: TemplateStatement;
}

/** A kind of work, and exactly what it needs. */
export interface RoleTemplate {
  readonly name: string;
  readonly summary: string;
  readonly statements: readonly TemplateStatement[];
  /** Names of the extras that make sense for it. */
  readonly extras: readonly string[];
}
