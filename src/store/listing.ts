import { afterPrefix, compareKeys } from './key-order.ts';

/** Where a listing reads its rows, in the order of their keys' bytes; rows may share a key. */
export interface ListingSource<Row> {
  keyOf(row: Row): string;
  /** Rows whose key is at or after `key`, and before `bound` (undefined: to the end). */
  from(key: string, bound: string | undefined, limit: number): Row[];
  /** Rows after `row`, and before `bound`. */
  afterRow(row: Row, bound: string | undefined, limit: number): Row[];
}

export interface ListingInput {
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys and common prefixes at or before this text are not listed. '' for the start. */
  readonly after: string;
  readonly limit: number;
}

export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  /** What came last: a row, or a common prefix. undefined when nothing was listed. */
  readonly last: { readonly row: Row } | { readonly commonPrefix: string } | undefined;
}

const firstBatch = 8;
const largestBatch = 1_024;

/** The common prefix into which a key is rolled up: up to the first delimiter after the prefix. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The smallest key that is after `key`. */
export function justAfter(key: string): string {
  return `${key}\0`;
}

/** Where a listing begins: undefined when there can be nothing. */
function startOf({ prefix, delimiter, after }: ListingInput): string | undefined {
  if (after === '' || compareKeys(after, prefix) < 0) return prefix;
  if (!after.startsWith(prefix)) return justAfter(after);
  // The rest of a common prefix that the marker is in was listed, with it, on an earlier page.
  const passed = commonPrefixOf(after, prefix, delimiter);
  return passed === undefined ? justAfter(after) : afterPrefix(passed);
}

class Page<Row> {
  readonly rows: Row[] = [];
  readonly commonPrefixes: string[] = [];
  last: Listing<Row>['last'];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.rows.length + this.commonPrefixes.length >= this.#limit;
  }

  addRow(row: Row): void {
    this.rows.push(row);
    this.last = { row };
  }

  addPrefix(commonPrefix: string): void {
    this.commonPrefixes.push(commonPrefix);
    this.last = { commonPrefix };
  }

  close(truncated: boolean): Listing<Row> {
    const { rows, commonPrefixes, last } = this;
    return { rows, commonPrefixes, truncated, last };
  }
}

/**
 * Lists rows and common prefixes. It reads in batches and seeks past a common prefix when a batch
 * ends within it, so the cost follows the length of the answer and not of the bucket.
 * @param rest reads the remaining rows of the key `after`, when it was left half-way
 */
export function list<Row>(
  source: ListingSource<Row>,
  input: ListingInput,
  rest: ((limit: number) => Row[]) | undefined = undefined,
): Listing<Row> {
  const { prefix, delimiter, after, limit } = input;
  const page = new Page<Row>(limit);
  if (limit <= 0) return page.close(false);
  const markerListsItself =
    after.startsWith(prefix) && commonPrefixOf(after, prefix, delimiter) === undefined;
  for (const row of markerListsItself ? (rest?.(limit + 1) ?? []) : []) {
    if (page.full) return page.close(true);
    page.addRow(row);
  }
  const bound = afterPrefix(prefix);
  const start = startOf(input);
  let batchLimit = Math.min(delimiter === '' ? largestBatch : firstBatch, limit + 1);
  let batch = start === undefined ? [] : source.from(start, bound, batchLimit);
  let rolledUp: string | undefined;
  while (batch.length > 0) {
    for (const row of batch) {
      const key = source.keyOf(row);
      if (rolledUp !== undefined && key.startsWith(rolledUp)) continue;
      if (page.full) return page.close(true);
      rolledUp = commonPrefixOf(key, prefix, delimiter);
      if (rolledUp === undefined) page.addRow(row);
      else page.addPrefix(rolledUp);
    }
    const lastRow = batch.at(-1);
    if (batch.length < batchLimit || lastRow === undefined) break;
    batchLimit = Math.min(rolledUp === undefined ? batchLimit * 4 : firstBatch, limit + 1);
    if (rolledUp === undefined) {
      batch = source.afterRow(lastRow, bound, batchLimit);
    } else {
      const next = afterPrefix(rolledUp);
      batch = next === undefined ? [] : source.from(next, bound, batchLimit);
    }
  }
  return page.close(false);
}
