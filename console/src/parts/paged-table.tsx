import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';
import type { Pages } from './pages.ts';

interface PagedTableProps<T>
  extends Pick<
    TableProps<T>,
    | 'columnDefinitions'
    | 'trackBy'
    | 'selectionType'
    | 'selectedItems'
    | 'onSelectionChange'
    | 'filter'
    | 'variant'
    | 'isItemDisabled'
  > {
  readonly pages: Pages<T>;
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** What stands there while there is nothing: what it would be, and how to make the first. */
  readonly empty: ReactNode;
  /** For screen readers, what one row is: `user alice`. */
  readonly nameOf: (item: T) => string;
}

/** A table of a list that the server gives out page by page. */
export function PagedTable<T>({
  pages,
  title,
  description,
  actions,
  empty,
  nameOf,
  ...table
}: PagedTableProps<T>) {
  if (pages.error !== undefined) return <ErrorAlert error={pages.error} />;
  return (
    <Table<T>
      {...table}
      items={pages.items}
      loading={pages.loading}
      loadingText="Loading"
      empty={empty}
      wrapLines
      enableKeyboardNavigation
      header={
        <Header description={description} actions={actions}>
          {title}
        </Header>
      }
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: `Select from ${title}`,
        allItemsSelectionLabel: () => 'Select all',
        itemSelectionLabel: (_state, item) => `Select ${nameOf(item)}`,
      }}
      pagination={
        <Pagination
          currentPageIndex={pages.number}
          pagesCount={pages.count}
          openEnd={pages.openEnd}
          onChange={({ detail }) => pages.goTo(detail.currentPageIndex)}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (number) => `Page ${number}`,
          }}
        />
      }
    />
  );
}
