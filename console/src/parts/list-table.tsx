import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';

interface ListTableProps<T>
  extends Pick<TableProps<T>, 'columnDefinitions' | 'trackBy' | 'selectionType'> {
  readonly items: readonly T[];
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** What stands there while there is nothing. */
  readonly empty?: ReactNode;
  readonly selected: readonly T[];
  readonly onSelect: (selected: readonly T[]) => void;
  /** For screen readers, what one row is. */
  readonly nameOf: (item: T) => string;
}

/** A table of a short list that is there as a whole, with things to do to what is selected. */
export function ListTable<T>({
  items,
  title,
  description,
  actions,
  empty,
  selected,
  onSelect,
  nameOf,
  ...table
}: ListTableProps<T>) {
  return (
    <Table<T>
      {...table}
      items={items}
      wrapLines
      empty={empty}
      selectedItems={[...selected]}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems)}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: `Select from ${title}`,
        allItemsSelectionLabel: () => 'Select all',
        itemSelectionLabel: (_state, item) => `Select ${nameOf(item)}`,
      }}
      header={
        <Header counter={`(${items.length})`} description={description} actions={actions}>
          {title}
        </Header>
      }
    />
  );
}
