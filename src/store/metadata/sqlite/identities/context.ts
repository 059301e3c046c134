import type { OverLimit, Page } from '../../../identities/outcome.ts';
import type { IdentityQuotas, QuotaName } from '../../../identities/quotas.ts';
import type { Database } from '../database.ts';

export interface IdentityStoreOptions {
  readonly quotas: IdentityQuotas;
  /** Whether there is an AWS managed policy of that ARN: those have no row. */
  readonly isAwsManagedPolicy: (arn: string) => boolean;
}

/** What the parts of the identity store share. */
export interface IdentityContext extends IdentityStoreOptions {
  readonly database: Database;
  /** One transaction; it moves the identity revision unless the outcome is a refusal. */
  change<T extends { readonly outcome: string }>(work: () => T): Promise<T>;
}

/** Binds the options to a database, with the store's one way to change it. */
export function createContext(database: Database, options: IdentityStoreOptions): IdentityContext {
  return {
    ...options,
    database,
    change: (work) =>
      database.write((transaction) => {
        const result = work();
        if (result.outcome === 'done' || result.outcome === 'created') transaction.bump('identity');
        return result;
      }),
  };
}

/** Names are unique and found without regard to case; they are ASCII by IAM's rules. */
export function fold(name: string): string {
  return name.toLowerCase();
}

export const done = { outcome: 'done' } as const;

/** A refusal when one more would pass the quota. */
export function overLimit(
  context: IdentityContext,
  quota: QuotaName,
  countWithNew: number,
): OverLimit | undefined {
  const value = context.quotas[quota];
  return countWithNew > value ? { outcome: 'limit', quota, value } : undefined;
}

/** A page out of rows that were selected with one more than the limit. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  key: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    next: rows.length > limit && last !== undefined ? key(last) : undefined,
  };
}

export interface CountRow {
  readonly count: number;
}
