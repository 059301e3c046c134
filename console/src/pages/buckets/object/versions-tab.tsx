import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type ObjectPlace, objectArn } from '../../../api/s3/address.ts';
import { restoreVersion } from '../../../api/s3/objects.ts';
import { type ObjectVersion, versionsOfObject } from '../../../api/s3/versions.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { ActionButton } from '../../../parts/action-button.tsx';
import { bytesText } from '../../../parts/bytes.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useLoad } from '../../../parts/load.ts';
import { Moment } from '../../../parts/moments.tsx';
import { RouteLink } from '../../../parts/route-link.tsx';
import { objectPath } from '../bucket-path.ts';
import { DeletionDialog } from '../deletion-dialog.tsx';
import { VersionState } from '../objects/versions-table.tsx';

function columnsOf(bucket: string) {
  return [
    {
      id: 'version',
      header: 'Version',
      isRowHeader: true,
      cell: ({ kind, key, versionId }: ObjectVersion) =>
        kind === 'version' ? (
          <RouteLink to={objectPath(bucket, key, versionId)}>{versionId}</RouteLink>
        ) : (
          versionId
        ),
    },
    {
      id: 'state',
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

const labels = {
  tableLabel: 'Versions',
  selectionGroupLabel: 'Select a version',
  itemSelectionLabel: (_state: unknown, { versionId }: ObjectVersion) => `Select ${versionId}`,
};

/** The versions of an object: look at one, make it the current one again, delete it. */
export function VersionsTab({ place: { bucket, key } }: { readonly place: ObjectPlace }) {
  const loaded = useLoad(() => versionsOfObject(bucket, key));
  const [[selected], setSelected] = useState<readonly ObjectVersion[]>([]);
  const [deleting, setDeleting] = useState(false);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const { show, showError } = useFlash();
  const restore = async ({ versionId }: ObjectVersion) => {
    setBusy(true);
    try {
      await restoreVersion(bucket, key, versionId);
      show({
        type: 'success',
        content: 'The version was restored: a copy of it is the newest now.',
      });
      loaded.reload();
      void navigate(`${objectPath(bucket, key)}&tab=versions`);
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  if (loaded.error !== undefined) return <ErrorAlert error={loaded.error} />;
  return (
    <>
      <Table
        items={loaded.value ?? []}
        loading={loaded.loading}
        loadingText="Loading"
        trackBy="versionId"
        columnDefinitions={columnsOf(bucket)}
        wrapLines
        enableKeyboardNavigation
        selectionType="single"
        selectedItems={selected === undefined ? [] : [selected]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={labels}
        empty={<NoVersions />}
        header={
          <Header
            counter={loaded.value === undefined ? '' : `(${loaded.value.length})`}
            actions={
              <VersionButtons
                arn={objectArn(bucket, key)}
                selected={selected}
                busy={busy}
                onDelete={() => setDeleting(true)}
                onRestore={(version) => void restore(version)}
              />
            }
          >
            Versions
          </Header>
        }
      />
      {deleting && selected !== undefined ? (
        <DeleteVersion
          bucket={bucket}
          version={selected}
          onDone={() => {
            setDeleting(false);
            setSelected([]);
            loaded.reload();
          }}
          onCancel={() => setDeleting(false)}
        />
      ) : null}
    </>
  );
}

interface VersionButtonsProps {
  readonly arn: string;
  readonly selected: ObjectVersion | undefined;
  readonly busy: boolean;
  readonly onDelete: () => void;
  readonly onRestore: (version: ObjectVersion) => void;
}

function VersionButtons({ arn, selected, busy, onDelete, onRestore }: VersionButtonsProps) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="s3:DeleteObjectVersion"
        resource={arn}
        disabled={selected === undefined}
        onClick={onDelete}
      >
        {selected?.kind === 'delete-marker' ? 'Remove delete marker' : 'Delete version'}
      </ActionButton>
      <ActionButton
        action="s3:PutObject"
        resource={arn}
        loading={busy}
        disabled={selected?.kind !== 'version' || selected.isLatest}
        disabledReason="Select an old version."
        onClick={() => selected !== undefined && onRestore(selected)}
      >
        Restore
      </ActionButton>
    </SpaceBetween>
  );
}

interface DeleteVersionProps {
  readonly bucket: string;
  readonly version: ObjectVersion;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function DeleteVersion({ bucket, version, onDone, onCancel }: DeleteVersionProps) {
  return (
    <DeletionDialog
      bucket={bucket}
      title="Delete for good?"
      name={version.kind === 'version' ? 'permanently delete' : undefined}
      verb="Delete"
      work={(deletion) => deletion.delete([version])}
      onDone={onDone}
      onCancel={onCancel}
    >
      {version.kind === 'version'
        ? `Version ${version.versionId} is gone then.`
        : 'Without the delete marker the version below it is the current one again.'}
    </DeletionDialog>
  );
}

function NoVersions() {
  return (
    <EmptyState title="No versions">
      A bucket with versioning keeps what is overwritten or deleted.
    </EmptyState>
  );
}
