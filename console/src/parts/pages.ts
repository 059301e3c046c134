import { useState } from 'react';
import type { Page, PageRequest } from '../api/query.ts';
import { type Loaded, useLoad } from './load.ts';

/** A list that the server gives out page by page. */
export interface Pages<T> extends Loaded<Page<T>> {
  readonly items: readonly T[];
  /** Counted from 1. */
  readonly number: number;
  /** How many pages are known; there may be more. */
  readonly count: number;
  readonly openEnd: boolean;
  readonly goTo: (number: number) => void;
  /** Back to the first page, for another question. */
  readonly restart: () => void;
}

export const defaultPageSize = 50;

/**
 * Loads a list one page at a time, remembering where each page began.
 * @param on what the list depends on besides the page; another text begins at the first page
 */
export function usePages<T>(
  load: (page: PageRequest) => Promise<Page<T>>,
  on = '',
  size = defaultPageSize,
): Pages<T> {
  const [place, setPlace] = useState<{
    readonly on: string;
    readonly number: number;
    readonly markers: readonly (string | undefined)[];
  }>({ on, number: 1, markers: [undefined] });
  const current = place.on === on ? place : { on, number: 1, markers: [undefined] };
  const marker = current.markers[current.number - 1];
  const loaded = useLoad(() => load({ marker, size }), `${on}\n${current.number}\n${marker ?? ''}`);
  const next = loaded.loading ? undefined : loaded.value?.next;
  const goTo = (number: number) => {
    const markers = [...current.markers];
    if (next !== undefined && current.number === markers.length) markers.push(next);
    if (number >= 1 && number <= markers.length) setPlace({ on, number, markers });
  };
  return {
    ...loaded,
    items: loaded.value?.items ?? [],
    number: current.number,
    count: Math.max(current.markers.length, current.number),
    openEnd: next !== undefined && current.number === current.markers.length,
    goTo,
    restart: () => setPlace({ on, number: 1, markers: [undefined] }),
  };
}
