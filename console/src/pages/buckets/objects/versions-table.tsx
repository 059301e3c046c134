import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { objectArn } from '../../../api/s3/address.ts';
import { listVersions, type ObjectVersion } from '../../../api/s3/versions.ts';
import { ActionButton } from '../../../parts/action-button.tsx';
import { bytesText } from '../../../parts/bytes.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { Moment } from '../../../parts/moments.tsx';
import { PagedTable } from '../../../parts/paged-table.tsx';
import { usePages } from '../../../parts/pages.ts';
import { RouteLink } from '../../../parts/route-link.tsx';
import { objectPath } from '../bucket-path.ts';
import { DeletionDialog } from '../deletion-dialog.tsx';
import { KeyText } from '../key-text.tsx';

interface VersionsTableProps {
  readonly bucket: string;
  readonly prefix: string;
}

const pageSize = 100;

function columnsOf(bucket: string) {
  return [
    {
      id: 'key',
      header: 'Key',
      isRowHeader: true,
      cell: ({ kind, key, versionId }: ObjectVersion) =>
        kind === 'version' ? (
          <RouteLink to={objectPath(bucket, key, versionId)}>
            <KeyText text={key} />
          </RouteLink>
        ) : (
          <KeyText text={key} />
        ),
    },
    { id: 'version', header: 'Version', cell: ({ versionId }: ObjectVersion) => versionId },
    {
      id: 'kind',
      header: 'State',
      cell: (version: ObjectVersion) => <VersionState version={version} />,
    },
    {
      id: 'size',
      header: 'Size',
      cell: ({ kind, size }: ObjectVersion) => (kind === 'version' ? bytesText(size) : '-'),
    },
    {
      id: 'modified',
      header: 'Last modified',
      cell: ({ modified }: ObjectVersion) => <Moment of={modified} />,
    },
  ];
}

/** Whether a version is what readers get. */
export function VersionState({ version }: { readonly version: ObjectVersion }) {
  const text = version.kind === 'delete-marker' ? 'Delete marker' : 'Version';
  return version.isLatest ? (
    <StatusIndicator type={version.kind === 'version' ? 'success' : 'warning'}>
      {text}, current
    </StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">{text}</StatusIndicator>
  );
}

/** Every version and delete marker that begins with a prefix, folders left aside. */
export function VersionsTable({ bucket, prefix }: VersionsTableProps) {
  const pages = usePages((page) => listVersions(bucket, prefix, page), '', pageSize);
  const [selected, setSelected] = useState<readonly ObjectVersion[]>([]);
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <PagedTable
        pages={pages}
        title="Versions"
        description="In all folders below, by key."
        columnDefinitions={columnsOf(bucket)}
        trackBy={({ key, versionId }) => `${versionId} ${key}`}
        selectionType="multi"
        selectedItems={[...selected]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        nameOf={({ key, versionId }) => `version ${versionId} of ${key}`}
        actions={
          <ActionButton
            action="s3:DeleteObjectVersion"
            resource={objectArn(bucket, `${prefix}*`)}
            disabled={selected.length === 0}
            onClick={() => setDeleting(true)}
          >
            Delete permanently
          </ActionButton>
        }
        empty={
          <EmptyState title="No versions">
            Nothing begins with this prefix, and nothing did that was kept.
          </EmptyState>
        }
      />
      {deleting ? (
        <DeletionDialog
          bucket={bucket}
          title={`Delete ${selected.length} for good?`}
          name="permanently delete"
          verb="Delete"
          work={(deletion) => deletion.delete(selected)}
          onDone={() => {
            setDeleting(false);
            setSelected([]);
            pages.reload();
          }}
          onCancel={() => setDeleting(false)}
        >
          Versions that are deleted are gone. Deleting a current delete marker brings back the
          version below it.
        </DeletionDialog>
      ) : null}
    </>
  );
}
