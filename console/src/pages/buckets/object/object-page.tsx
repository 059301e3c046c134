import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { type ObjectPlace, objectAddress, objectArn } from '../../../api/s3/address.ts';
import { headObject, type ObjectHead } from '../../../api/s3/objects.ts';
import { ServiceError } from '../../../api/service-error.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { type Crumb, Page } from '../../../frame/page.tsx';
import { ActionButton } from '../../../parts/action-button.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';
import { UrlTabs } from '../../../parts/url-tabs.tsx';
import { bucketPath, folderPath } from '../bucket-path.ts';
import { DeletionDialog } from '../deletion-dialog.tsx';
import { KeyText } from '../key-text.tsx';
import { foldersOf } from '../objects/folders.ts';
import { AclSetting } from '../settings/acl-setting.tsx';
import { downloadObject } from './download.ts';
import { LinkDialog } from './link-dialog.tsx';
import { LockTab } from './lock-tab.tsx';
import { ObjectTagsTab } from './object-tags-tab.tsx';
import { PreviewTab } from './preview-tab.tsx';
import { PropertiesTab } from './properties-tab.tsx';
import { VersionsTab } from './versions-tab.tsx';

/** One object, or one version of it. Both stand in the address: keys may hold anything. */
export default function ObjectPage() {
  const { bucket = '' } = useParams();
  const [search] = useSearchParams();
  const key = search.get('key') ?? '';
  const versionId = search.get('versionId') ?? undefined;
  const place = { bucket, key, versionId };
  return <OneObject key={JSON.stringify(place)} place={place} />;
}

function crumbsOf(bucket: string, key: string): readonly Crumb[] {
  return [
    ['Buckets', '/buckets'],
    [bucket, bucketPath(bucket)],
    ...foldersOf(key).map(({ name, prefix }): Crumb => [name, folderPath(bucket, prefix)]),
  ];
}

function OneObject({ place }: { readonly place: ObjectPlace }) {
  const { bucket, key, versionId } = place;
  const loaded = useLoad(() => headObject(bucket, key, versionId));
  const parts = key.split('/');
  const name = parts.at(-1) || key || 'No key';
  return (
    <Page
      title={name}
      crumbs={crumbsOf(bucket, key)}
      description={versionId === undefined ? undefined : `Version ${versionId}`}
      actions={<ObjectButtons place={place} />}
    >
      {loaded.error === undefined ? (
        <WhenLoaded of={loaded}>
          {(head) => <ObjectTabs place={place} head={head} onChanged={loaded.reload} />}
        </WhenLoaded>
      ) : (
        <Missing place={place} error={loaded.error} />
      )}
    </Page>
  );
}

interface ObjectTabsProps {
  readonly place: ObjectPlace;
  readonly head: ObjectHead;
  readonly onChanged: () => void;
}

function ObjectTabs({ place, head, onChanged }: ObjectTabsProps) {
  return (
    <UrlTabs
      ariaLabel="About this object"
      tabs={[
        {
          id: 'properties',
          label: 'Properties',
          content: <PropertiesTab place={place} head={head} onChanged={onChanged} />,
        },
        { id: 'preview', label: 'Preview', content: <PreviewTab place={place} head={head} /> },
        { id: 'versions', label: 'Versions', content: <VersionsTab place={place} /> },
        { id: 'tags', label: 'Tags', content: <ObjectTagsTab place={place} /> },
        {
          id: 'permissions',
          label: 'Permissions',
          content: (
            <AclSetting
              bucket={place.bucket}
              address={objectAddress(place.bucket, place.key, {
                acl: '',
                versionId: place.versionId,
              })}
              action={`s3:PutObject${place.versionId === undefined ? '' : 'Version'}Acl`}
              resource={objectArn(place.bucket, place.key)}
            />
          ),
        },
        { id: 'lock', label: 'Retention', content: <LockTab place={place} /> },
      ]}
    />
  );
}

/** An object that is not there may have been: its versions tell. */
function Missing({ place, error }: { readonly place: ObjectPlace; readonly error: unknown }) {
  const isMissing = error instanceof ServiceError && (error.isMissing || error.status === 405);
  return (
    <SpaceBetween size="l">
      <ErrorAlert error={error} />
      {isMissing ? (
        <>
          <Alert type="info">
            Where the bucket keeps versions, older ones are listed here and can be restored.
          </Alert>
          <VersionsTab place={place} />
        </>
      ) : null}
    </SpaceBetween>
  );
}

function ObjectButtons({ place }: { readonly place: ObjectPlace }) {
  const { bucket, key, versionId } = place;
  const [dialog, setDialog] = useState<'delete' | 'link'>();
  const navigate = useNavigate();
  const { show } = useFlash();
  const close = () => setDialog(undefined);
  const arn = objectArn(bucket, key);
  const ofVersion = versionId === undefined ? '' : 'Version';
  const folder = folderPath(bucket, key.slice(0, key.lastIndexOf('/') + 1));
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <ActionButton
          action={`s3:DeleteObject${ofVersion}`}
          resource={arn}
          onClick={() => setDialog('delete')}
        >
          {versionId === undefined ? 'Delete' : 'Delete this version'}
        </ActionButton>
        <ActionButton
          action={`s3:GetObject${ofVersion}`}
          resource={arn}
          onClick={() => setDialog('link')}
        >
          Presigned link
        </ActionButton>
        <ActionButton
          action={`s3:GetObject${ofVersion}`}
          resource={arn}
          variant="primary"
          onClick={() => downloadObject(bucket, key, versionId)}
        >
          Download
        </ActionButton>
      </SpaceBetween>
      {dialog === 'link' ? (
        <LinkDialog bucket={bucket} objectKey={key} versionId={versionId} onClose={close} />
      ) : null}
      {dialog === 'delete' ? (
        <DeletionDialog
          bucket={bucket}
          title="Delete this?"
          name={versionId === undefined ? undefined : 'permanently delete'}
          verb="Delete"
          work={(deletion) => deletion.delete([{ key, versionId }])}
          onDone={({ deleted }) => {
            close();
            if (deleted === 0) return;
            show({ type: 'success', content: 'It was deleted.' });
            void navigate(folder);
          }}
          onCancel={close}
        >
          <KeyText text={key} />{' '}
          {versionId === undefined
            ? 'Where the bucket keeps versions, it stays below a delete marker and can be restored. Elsewhere this cannot be undone.'
            : 'This version is gone then. This cannot be undone.'}
        </DeletionDialog>
      ) : null}
    </>
  );
}
