import Icon from '@cloudscape-design/components/icon';
import { useState } from 'react';
import type { Entry } from '../../../api/s3/objects.ts';
import { bytesText } from '../../../parts/bytes.ts';
import { Moment } from '../../../parts/moments.tsx';
import { PagedTable } from '../../../parts/paged-table.tsx';
import type { Pages } from '../../../parts/pages.ts';
import { RouteLink } from '../../../parts/route-link.tsx';
import { folderPath, objectPath } from '../bucket-path.ts';
import { KeyText } from '../key-text.tsx';
import type { ChosenFile } from '../uploads/dropped-files.ts';
import { folderOf, nameIn } from './folders.ts';
import { NoObjects } from './no-objects.tsx';
import { ObjectActions } from './object-actions.tsx';

interface ObjectsTableProps {
  readonly bucket: string;
  readonly prefix: string;
  readonly pages: Pages<Entry>;
  readonly onChosen: (files: readonly ChosenFile[]) => void;
}

function columnsOf(bucket: string, folder: string) {
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      minWidth: 160,
      cell: ({ kind, key }: Entry) => (
        <RouteLink to={kind === 'prefix' ? folderPath(bucket, key) : objectPath(bucket, key)}>
          <Icon name={kind === 'prefix' ? 'folder' : 'file'} />{' '}
          <KeyText text={nameIn(folder, key)} />
        </RouteLink>
      ),
    },
    {
      id: 'size',
      header: 'Size',
      cell: ({ kind, size }: Entry) => (kind === 'prefix' ? '-' : bytesText(size)),
    },
    {
      id: 'modified',
      header: 'Last modified',
      cell: ({ modified }: Entry) => <Moment of={modified} />,
    },
    {
      id: 'class',
      header: 'Storage class',
      cell: ({ storageClass }: Entry) => storageClass || '-',
    },
  ];
}

/** A page of objects and folders, with what can be done to those that are selected. */
export function ObjectsTable({ bucket, prefix, pages, onChosen }: ObjectsTableProps) {
  const [selected, setSelected] = useState<readonly Entry[]>([]);
  const shown = new Set(pages.items.map(({ key }) => key));
  const present = selected.filter(({ key }) => shown.has(key));
  const folder = folderOf(prefix);
  return (
    <PagedTable
      pages={pages}
      title="Objects"
      description="Drop files and folders here to upload them."
      columnDefinitions={columnsOf(bucket, folder)}
      trackBy="key"
      selectionType="multi"
      selectedItems={[...present]}
      onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
      nameOf={({ key }) => key}
      actions={
        <ObjectActions
          bucket={bucket}
          folder={folder}
          selected={present}
          onChosen={onChosen}
          onChanged={pages.reload}
        />
      }
      empty={<NoObjects bucket={bucket} prefix={prefix} onChosen={onChosen} />}
    />
  );
}
