import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { listFolder } from '../../../api/s3/objects.ts';
import { usePages } from '../../../parts/pages.ts';
import { useSession } from '../../../session/session-context.ts';
import type { ChosenFile } from '../uploads/dropped-files.ts';
import { UnfinishedPanel } from '../uploads/unfinished-panel.tsx';
import { UploadDialog } from '../uploads/upload-dialog.tsx';
import { UploadPanel } from '../uploads/upload-panel.tsx';
import { uploadQueue } from '../uploads/upload-queue.ts';
import { DropZone } from './drop-zone.tsx';
import { FolderPath } from './folder-path.tsx';
import { folderOf } from './folders.ts';
import { ObjectsTable } from './objects-table.tsx';
import { VersionsTable } from './versions-table.tsx';

/** As many as S3 gives at once and a page shows without effort. */
const pageSize = 100;
/** Objects arrive one by one; the list is read again when they stopped for a moment. */
const reloadAfterMs = 400;

/** What is in a bucket, a folder at a time. The prefix is a part of the address. */
export function ObjectsTab({ bucket }: { readonly bucket: string }) {
  const [search] = useSearchParams();
  const prefix = search.get('prefix') ?? '';
  const withVersions = search.has('versions');
  const [chosen, setChosen] = useState<readonly ChosenFile[]>();
  const { session } = useSession();
  const folder = folderOf(prefix);
  const upload = (keepExisting: boolean) => {
    const owner = session.arn;
    const uploads = (chosen ?? []).map(({ path, file }) => {
      const key = `${folder}${path}`;
      return { owner, bucket, key, file, keepExisting };
    });
    setChosen(undefined);
    uploadQueue.add(uploads);
  };
  return (
    <SpaceBetween size="l">
      <FolderPath bucket={bucket} prefix={prefix} />
      <UploadPanel bucket={bucket} />
      <UnfinishedPanel bucket={bucket} />
      <DropZone onDropped={setChosen}>
        {withVersions ? (
          <VersionsTable key={prefix} bucket={bucket} prefix={prefix} />
        ) : (
          <Objects key={prefix} bucket={bucket} prefix={prefix} onChosen={setChosen} />
        )}
      </DropZone>
      {chosen === undefined ? null : (
        <UploadDialog
          bucket={bucket}
          prefix={folder}
          files={chosen}
          onUpload={upload}
          onCancel={() => setChosen(undefined)}
        />
      )}
    </SpaceBetween>
  );
}

interface ObjectsProps {
  readonly bucket: string;
  readonly prefix: string;
  readonly onChosen: (files: readonly ChosenFile[]) => void;
}

function Objects({ bucket, prefix, onChosen }: ObjectsProps) {
  const pages = usePages((page) => listFolder(bucket, prefix, page), '', pageSize);
  const { reload } = pages;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = uploadQueue.onStored((where) => {
      if (where !== bucket) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        reload();
      }, reloadAfterMs);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [bucket, reload]);
  return <ObjectsTable bucket={bucket} prefix={prefix} pages={pages} onChosen={onChosen} />;
}
