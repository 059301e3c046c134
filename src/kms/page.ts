import type { Fail } from '../operation/operation.ts';

interface PageWish {
  readonly Limit?: number | undefined;
  /** How many items stand before the page. */
  readonly Marker?: string | undefined;
}

/**
 * A page of what one row holds.
 * @throws ServiceError InvalidMarkerException
 */
export function pageByNumber<T>(
  all: readonly T[],
  defaultLimit: number,
  { Limit = defaultLimit, Marker = '0' }: PageWish,
  fail: Fail<'InvalidMarkerException'>,
) {
  const start = /^\d{1,6}$/.test(Marker) ? Number(Marker) : fail('InvalidMarkerException');
  const end = start + Limit;
  const Truncated = end < all.length;
  return {
    items: all.slice(start, end),
    NextMarker: Truncated ? String(end) : undefined,
    Truncated,
  };
}
