import type { SqlValue } from '../../metadata/sqlite/database.ts';
import type { Severity, Statement } from '../finding.ts';

/** A row of a rule's query: what is wrong, in two columns, the second one for the message alone. */
export type RuleRow = readonly [subject: SqlValue, detail: SqlValue];

/** Something that must hold between tables: its query finds what breaks it. */
export interface Rule {
  readonly kind: string;
  readonly severity: Severity;
  /** Selects a `RuleRow` for each breach. */
  readonly find: string;
  message(row: RuleRow): string;
  readonly repair?: {
    readonly summary: string;
    statements(row: RuleRow): readonly Statement[];
  };
}

/** Rows of a table that hang on something that is not there, and that mean nothing without it. */
export function danglingRows(input: {
  readonly kind: string;
  readonly table: string;
  /** The columns that name a row: one, or two of which the second is the detail. */
  readonly columns: readonly [string] | readonly [string, string];
  readonly where: string;
  readonly message: (row: RuleRow) => string;
}): Rule {
  const { kind, table, columns, where, message } = input;
  const [subject, detail = "''"] = columns;
  const matches = columns.map((column) => `${column} = ?`).join(' AND ');
  return {
    kind,
    severity: 'leftover',
    find: `SELECT ${subject}, ${detail} FROM ${table} WHERE ${where}`,
    message,
    repair: {
      summary: 'the row is removed',
      statements: (row) => [
        {
          sql: `DELETE FROM ${table} WHERE ${matches} AND ${where}`,
          values: row.slice(0, columns.length),
        },
      ],
    },
  };
}
