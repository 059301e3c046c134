import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { bucketArn } from '../../api/s3/address.ts';
import { type Bucket, listBuckets } from '../../api/s3/buckets.ts';
import { Page } from '../../frame/page.tsx';
import { ActionButton } from '../../parts/action-button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { type Loaded, useLoad } from '../../parts/load.ts';
import { Moment } from '../../parts/moments.tsx';
import { RouteLink } from '../../parts/route-link.tsx';
import { AccessCell, VersioningCell } from './bucket-cells.tsx';
import { bucketPath } from './bucket-path.ts';
import { DeleteBucket } from './delete-bucket.tsx';
import { EmptyBucket } from './empty-bucket.tsx';

const pageSize = 50;

const columns = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 160,
    sortingField: 'name',
    cell: ({ name }: Bucket) => <RouteLink to={bucketPath(name)}>{name}</RouteLink>,
  },
  {
    id: 'region',
    header: 'Region',
    sortingField: 'region',
    cell: ({ region }: Bucket) => region,
  },
  {
    id: 'access',
    header: 'Access',
    minWidth: 180,
    cell: ({ name }: Bucket) => <AccessCell key={name} bucket={name} />,
  },
  {
    id: 'versioning',
    header: 'Versioning',
    cell: ({ name }: Bucket) => <VersioningCell key={name} bucket={name} />,
  },
  {
    id: 'created',
    header: 'Created',
    sortingComparator: (a: Bucket, b: Bucket) => Number(a.created) - Number(b.created),
    cell: ({ created }: Bucket) => <Moment of={created} />,
  },
];

/** Every bucket of the account. */
export default function BucketsPage() {
  const loaded = useLoad(listBuckets);
  return (
    <Page title="Buckets" description="Where objects are kept, each under a name of its own.">
      {loaded.error === undefined ? (
        <BucketsTable loaded={loaded} />
      ) : (
        <ErrorAlert error={loaded.error} />
      )}
    </Page>
  );
}

function CreateButton({ variant }: { readonly variant: 'primary' | 'normal' }) {
  return (
    <ActionButton action="s3:CreateBucket" variant={variant} href="/buckets/create">
      Create bucket
    </ActionButton>
  );
}

function NoBuckets() {
  return (
    <EmptyState title="No buckets" action={<CreateButton variant="normal" />}>
      A bucket holds objects: files of any kind and size, each found by its key. What belongs
      together and is read by the same people goes into one bucket.
    </EmptyState>
  );
}

function BucketsTable({ loaded }: { readonly loaded: Loaded<Bucket[]> }) {
  const [doing, setDoing] = useState<'empty' | 'delete'>();
  const { items, actions, filterProps, collectionProps, paginationProps, filteredItemsCount } =
    useCollection(loaded.value ?? [], {
      filtering: {
        filteringFunction: ({ name, region }, text) =>
          `${name} ${region}`.includes(text.toLowerCase()),
        empty: <NoBuckets />,
        noMatch: (
          <EmptyState title="No matches">No bucket of this account is named like that.</EmptyState>
        ),
      },
      pagination: { pageSize },
      sorting: { defaultState: { sortingColumn: columns[0] ?? {} } },
      selection: { trackBy: 'name' },
    });
  const [bucket] = collectionProps.selectedItems ?? [];
  const over = () => {
    setDoing(undefined);
    actions.setSelectedItems([]);
    loaded.reload();
  };
  const dialog = { onDone: over, onCancel: () => setDoing(undefined) };
  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        columnDefinitions={columns}
        loading={loaded.loading}
        loadingText="Loading"
        selectionType="single"
        wrapLines
        enableKeyboardNavigation
        filter={
          <TextFilter
            {...filterProps}
            filteringPlaceholder="Find buckets by name"
            filteringAriaLabel="Find buckets by name"
            countText={`${filteredItemsCount ?? 0} found`}
          />
        }
        pagination={<Pagination {...paginationProps} ariaLabels={pageLabels} />}
        ariaLabels={{
          tableLabel: 'Buckets',
          selectionGroupLabel: 'Select a bucket',
          itemSelectionLabel: (_state, { name }) => `Select ${name}`,
        }}
        header={
          <Header
            counter={loaded.value === undefined ? '' : `(${loaded.value.length})`}
            actions={<BucketActions bucket={bucket} onDo={setDoing} />}
          >
            Buckets
          </Header>
        }
        footer={<Box variant="small">Access and versioning are those of this moment.</Box>}
      />
      {bucket !== undefined && doing === 'empty' ? (
        <EmptyBucket bucket={bucket.name} {...dialog} />
      ) : null}
      {bucket !== undefined && doing === 'delete' ? (
        <DeleteBucket bucket={bucket.name} {...dialog} />
      ) : null}
    </>
  );
}

interface BucketActionsProps {
  /** The one that is selected. */
  readonly bucket: Bucket | undefined;
  readonly onDo: (what: 'empty' | 'delete') => void;
}

function BucketActions({ bucket, onDo }: BucketActionsProps) {
  const arn = bucket === undefined ? undefined : bucketArn(bucket.name);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="s3:DeleteObject"
        resource={arn === undefined ? '*' : `${arn}/*`}
        disabled={bucket === undefined}
        disabledReason="Select a bucket."
        onClick={() => onDo('empty')}
      >
        Empty
      </ActionButton>
      <ActionButton
        action="s3:DeleteBucket"
        resource={arn ?? '*'}
        disabled={bucket === undefined}
        disabledReason="Select a bucket."
        onClick={() => onDo('delete')}
      >
        Delete
      </ActionButton>
      <CreateButton variant="primary" />
    </SpaceBetween>
  );
}

const pageLabels = {
  nextPageLabel: 'Next page',
  previousPageLabel: 'Previous page',
  pageLabel: (number: number) => `Page ${number}`,
};
