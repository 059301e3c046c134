import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { abortUpload } from '../../../api/s3/uploads.ts';
import { useFlash } from '../../../frame/flash.tsx';
import { bytesText } from '../../../parts/bytes.ts';
import { useSession } from '../../../session/session-context.ts';
import { KeyText } from '../key-text.tsx';
import { pickFiles } from './pick-files.ts';
import {
  forgetUpload,
  isSameFile,
  type Unfinished,
  unfinishedChanged,
  unfinishedUploads,
} from './unfinished.ts';
import { uploadQueue } from './upload-queue.ts';

function useUnfinished(bucket: string): readonly Unfinished[] {
  const { session } = useSession();
  const [all, setAll] = useState(unfinishedUploads);
  useEffect(() => {
    const read = () => setAll(unfinishedUploads());
    unfinishedChanged.addEventListener('change', read);
    return () => unfinishedChanged.removeEventListener('change', read);
  }, []);
  useSyncExternalStore(uploadQueue.subscribe, () => uploadQueue.snapshot);
  const running = uploadQueue.uploadIds();
  return all.filter(
    (upload) =>
      upload.owner === session.arn && upload.bucket === bucket && !running.has(upload.uploadId),
  );
}

type Act = (upload: Unfinished) => void;

function columnsOf(onResume: Act, onDiscard: Act) {
  return [
    {
      id: 'key',
      header: 'Key',
      isRowHeader: true,
      cell: ({ key }: Unfinished) => <KeyText text={key} />,
    },
    { id: 'file', header: 'File', cell: ({ name }: Unfinished) => <KeyText text={name} /> },
    { id: 'size', header: 'Size', cell: ({ size }: Unfinished) => bytesText(size) },
    {
      id: 'actions',
      header: 'Actions',
      cell: (upload: Unfinished) => (
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="inline-link"
            ariaLabel={`Choose the file of ${upload.key} and go on`}
            onClick={() => onResume(upload)}
          >
            Choose the file and go on
          </Button>
          <Button
            variant="inline-link"
            ariaLabel={`Discard the upload of ${upload.key}`}
            onClick={() => onDiscard(upload)}
          >
            Discard
          </Button>
        </SpaceBetween>
      ),
    },
  ];
}

/** Uploads that a reload or a fault broke off, to be gone on with or given up. */
export function UnfinishedPanel({ bucket }: { readonly bucket: string }) {
  const uploads = useUnfinished(bucket);
  const { show, showError } = useFlash();
  if (uploads.length === 0) return null;
  const resume = async (upload: Unfinished) => {
    const [file] = await pickFiles('file');
    if (file === undefined) return;
    if (!isSameFile(upload, file.file)) {
      const content = `${file.file.name} is another file than the one that the upload began with: name, size and time of the last change must be the same.`;
      show({ type: 'error', content });
      return;
    }
    const { owner, key } = upload;
    uploadQueue.add([{ owner, bucket, key, file: file.file, keepExisting: false }]);
  };
  const discard = (upload: Unfinished) =>
    abortUpload(bucket, upload.key, upload.uploadId).then(
      () => forgetUpload(upload.uploadId),
      showError,
    );
  const columns = columnsOf(
    (upload) => void resume(upload),
    (upload) => void discard(upload),
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${uploads.length})`}
          description="Parts of these files are stored already and are not sent again."
        >
          Unfinished uploads
        </Header>
      }
    >
      <Table
        variant="embedded"
        items={uploads}
        trackBy="uploadId"
        columnDefinitions={columns}
        wrapLines
        ariaLabels={{ tableLabel: 'Unfinished uploads' }}
      />
    </Container>
  );
}
