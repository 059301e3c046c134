import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { type ObjectPlace, objectArn } from '../../../api/s3/address.ts';
import { largestCopyBytes } from '../../../api/s3/object-metadata.ts';
import type { ObjectHead } from '../../../api/s3/objects.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { ActionButton } from '../../../parts/action-button.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { KeyText } from '../key-text.tsx';
import { MetadataDialog } from './metadata-dialog.tsx';

type Pair = ObjectHead['metadata'][number];

const columns = [
  { id: 'name', header: 'Name', isRowHeader: true, cell: ([name]: Pair) => name },
  { id: 'value', header: 'Value', cell: ([, value]: Pair) => <KeyText text={value} /> },
];

interface MetadataTableProps {
  readonly place: ObjectPlace;
  readonly head: ObjectHead;
  readonly onChanged: () => void;
}

/** Why the metadata of an object cannot be edited; undefined where it can. */
function obstacle({ versionId }: ObjectPlace, { size }: ObjectHead): string | undefined {
  if (versionId !== undefined) return 'Only the current version is edited: restore this one first.';
  return size > largestCopyBytes ? 'No object above 5 GiB is copied in one request.' : undefined;
}

/** The names and values that the owner wrote to an object, with a way to change all metadata. */
export function MetadataTable({ place, head, onChanged }: MetadataTableProps) {
  const [editing, setEditing] = useState(false);
  const { show } = useFlash();
  const why = obstacle(place, head);
  return (
    <>
      <Table
        items={head.metadata}
        columnDefinitions={columns}
        wrapLines
        header={
          <Header
            counter={`(${head.metadata.length})`}
            actions={
              <ActionButton
                action="s3:PutObject"
                resource={objectArn(place.bucket, place.key)}
                disabled={why !== undefined}
                disabledReason={why}
                onClick={() => setEditing(true)}
              >
                Edit metadata
              </ActionButton>
            }
          >
            Metadata
          </Header>
        }
        ariaLabels={{ tableLabel: 'Metadata' }}
        empty={
          <EmptyState title="No metadata">
            Whoever writes an object can write names and values to it (x-amz-meta-...), which come
            with it whenever it is read.
          </EmptyState>
        }
      />
      {editing ? (
        <MetadataDialog
          place={place}
          head={head}
          onSaved={() => {
            setEditing(false);
            show({ type: 'success', content: 'The metadata was saved.' });
            onChanged();
          }}
          onCancel={() => setEditing(false)}
        />
      ) : null}
    </>
  );
}
