import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { type ReactNode, useEffect, useState } from 'react';
import { abilities } from '../../../../src/policy/analyse/ability.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { AbilityCell } from './ability-cell.tsx';
import { type AbilityRow, abilityRow } from './ability-row.ts';
import type { Principal } from './principal.ts';

/** A row of the grid before anything was asked. */
export interface Subject {
  readonly id: string;
  readonly principal: Principal;
  readonly bucket: string;
  readonly bucketPolicy: string | undefined;
}

/** Each row takes two simulations. */
const rowsOfPage = 20;

/** Asks for the rows that are shown, and keeps what was answered. */
function useRows(shown: readonly Subject[]) {
  const [rows, setRows] = useState<ReadonlyMap<string, AbilityRow>>(new Map());
  const [error, setError] = useState<unknown>();
  const wanted = shown.map(({ id }) => id).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is named by its ids
  useEffect(() => {
    let isWanted = true;
    for (const { id, principal, bucket, bucketPolicy } of shown) {
      if (rows.has(id)) continue;
      abilityRow(principal, bucket, bucketPolicy).then(
        (row) => isWanted && setRows((before) => new Map(before).set(id, row)),
        (thrown: unknown) => isWanted && setError(thrown),
      );
    }
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return { rows, error };
}

interface AbilityTableProps {
  readonly title: string;
  readonly subjects: readonly Subject[];
  readonly first: { readonly header: string; readonly cell: (subject: Subject) => ReactNode };
  readonly empty: ReactNode;
}

/** The grid of people or buckets by abilities. */
export function AbilityTable({ title, subjects, first, empty }: AbilityTableProps) {
  const [number, setNumber] = useState(1);
  const shown = subjects.slice((number - 1) * rowsOfPage, number * rowsOfPage);
  const { rows, error } = useRows(shown);
  const columns = [
    { id: 'subject', header: first.header, isRowHeader: true, cell: first.cell },
    ...abilities.map(({ name }) => ({
      id: name,
      header: name,
      cell: ({ id, principal, bucket }: Subject) => (
        <AbilityCell principal={principal} bucket={bucket} result={rows.get(id)?.get(name)} />
      ),
    })),
  ];
  if (error !== undefined) return <ErrorAlert error={error} />;
  return (
    <Table
      header={<Header counter={`(${subjects.length})`}>{title}</Header>}
      columnDefinitions={columns}
      items={[...shown]}
      trackBy="id"
      empty={empty}
      stickyColumns={{ first: 1 }}
      ariaLabels={{ tableLabel: title }}
      pagination={
        <Pagination
          currentPageIndex={number}
          pagesCount={Math.max(1, Math.ceil(subjects.length / rowsOfPage))}
          onChange={({ detail }) => setNumber(detail.currentPageIndex)}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (page) => `Page ${page}`,
          }}
        />
      }
    />
  );
}
