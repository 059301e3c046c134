import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useState } from 'react';
import { all, type Page, type PageRequest } from '../api/query.ts';
import { EmptyState } from './empty-state.tsx';
import { defaultPageSize, type Pages, usePages } from './pages.ts';

type Load<T> = (page: PageRequest) => Promise<Page<T>>;

/** IAM finds nothing by a part of a name, so the whole list is read, and cut into pages here. */
async function pageOfFound<T>(
  load: Load<T>,
  fits: (item: T) => boolean,
  { marker = '0', size = defaultPageSize }: PageRequest,
): Promise<Page<T>> {
  const matching = (await all(load)).filter(fits);
  const end = Number(marker) + size;
  return {
    items: matching.slice(Number(marker), end),
    next: end < matching.length ? String(end) : undefined,
  };
}

export interface Finding<T> {
  readonly pages: Pages<T>;
  /** Where the part of a name is typed; for the `filter` of a table. */
  readonly filter: ReactNode;
  /** What stands in the table where nothing fits; undefined while everything is listed. */
  readonly noMatch: ReactNode | undefined;
}

/**
 * A list of IAM, page by page, or what has a text in its name.
 * @param what whom to find: `users`
 * @param on what the list depends on besides
 */
export function useFinding<T>(
  load: Load<T>,
  nameOf: (item: T) => string,
  what: string,
  on = '',
  size = defaultPageSize,
): Finding<T> {
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState('');
  const fits = (item: T) => nameOf(item).toLowerCase().includes(wanted);
  const pages = usePages(
    (page) => (wanted === '' ? load(page) : pageOfFound(load, fits, page)),
    `${on}\n${wanted}`,
    size,
  );
  const filter = (
    <TextFilter
      filteringText={typed}
      filteringPlaceholder={`Find ${what} by name`}
      filteringAriaLabel={`Find ${what} by name`}
      onChange={({ detail }) => setTyped(detail.filteringText)}
      onDelayedChange={({ detail }) => setWanted(detail.filteringText.trim().toLowerCase())}
    />
  );
  const noMatch =
    wanted === '' ? undefined : (
      <EmptyState title="No matches">Nothing has {typed} in its name.</EmptyState>
    );
  return { pages, filter, noMatch };
}
