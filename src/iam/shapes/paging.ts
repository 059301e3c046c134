import { ServiceError } from '../../operation/errors.ts';
import { boolean, integer, optional, text } from '../../operation/shape.ts';
import type { Page } from '../../store/identities.ts';

const defaultPageSize = 100;

/** The input members of every list. */
export const paging = {
  Marker: optional(
    text({
      minLength: 1,
      maxLength: 4096,
      pattern: /^[\u0020-\u00ff]+$/,
      patternText: '[\\u0020-\\u00FF]+',
    }),
  ),
  MaxItems: optional(integer(1, 1000)),
} as const;

/** The output members of every list, besides its items. */
export const pageEnd = { IsTruncated: boolean(), Marker: optional(text()) } as const;

interface PagingInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/**
 * What a store is asked for.
 * @throws ServiceError ValidationError for a marker that no list gave out
 */
export function pageRequest({ Marker, MaxItems }: PagingInput) {
  return { after: decodeMarker(Marker), limit: MaxItems ?? defaultPageSize };
}

/** Whether there is more, and where it begins. */
export function pageEndOf({ next }: Pick<Page<unknown>, 'next'>) {
  return { IsTruncated: next !== undefined, Marker: next && encodeMarker(next) };
}

/** Where a page of a list that is at hand begins and ends. @throws ServiceError ValidationError */
export function pageBounds(count: number, input: PagingInput) {
  const { after, limit } = pageRequest(input);
  const start = after === undefined ? 0 : Number(after);
  if (!Number.isSafeInteger(start) || start < 0 || start > count) throw invalidMarker();
  return { start, end: Math.min(count, start + limit) };
}

/** Cuts a page out of a list that is at hand; `next` is the place of its first further item. */
export function pageOfList<T>(items: readonly T[], input: PagingInput): Page<T> {
  const { start, end } = pageBounds(items.length, input);
  return { items: items.slice(start, end), next: end < items.length ? String(end) : undefined };
}

function encodeMarker(next: string): string {
  return Buffer.from(`1:${next}`, 'utf8').toString('base64');
}

function decodeMarker(marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  const decoded = Buffer.from(marker, 'base64').toString('utf8');
  if (!decoded.startsWith('1:')) throw invalidMarker();
  return decoded.slice(2);
}

function invalidMarker(): ServiceError {
  return new ServiceError('ValidationError', { message: 'Invalid Marker.' });
}
