import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { bytesText } from '../../../parts/bytes.ts';
import { DialogButtons } from '../../../parts/dialog-buttons.tsx';
import { KeyText } from '../key-text.tsx';
import type { ChosenFile } from './dropped-files.ts';

interface UploadDialogProps {
  readonly bucket: string;
  readonly prefix: string;
  readonly files: readonly ChosenFile[];
  readonly onUpload: (keepExisting: boolean) => void;
  readonly onCancel: () => void;
}

const columns = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    cell: ({ path }: ChosenFile) => <KeyText text={path} />,
  },
  { id: 'size', header: 'Size', cell: ({ file }: ChosenFile) => bytesText(file.size) },
];

/** As many as a person looks at. */
const listedFiles = 50;

/** Shows what would be uploaded where, before it is. */
export function UploadDialog({ bucket, prefix, files, onUpload, onCancel }: UploadDialogProps) {
  const [keepExisting, setKeepExisting] = useState(false);
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const what = `${files.length.toLocaleString('en')} ${files.length === 1 ? 'file' : 'files'}`;
  return (
    <Modal
      visible
      size="large"
      header={`Upload ${what}?`}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <DialogButtons
          verb="Upload"
          disabled={files.length === 0}
          onAct={() => onUpload(keepExisting)}
          onCancel={onCancel}
        />
      }
    >
      <SpaceBetween size="m">
        <div>
          {bytesText(bytes)} to <KeyText text={`s3://${bucket}/${prefix}`} />
        </div>
        {files.length === 0 ? (
          <Alert type="info">There is no file in what was chosen.</Alert>
        ) : null}
        <Table
          variant="embedded"
          items={files.slice(0, listedFiles)}
          columnDefinitions={columns}
          wrapLines
          ariaLabels={{ tableLabel: 'Files to upload' }}
          footer={files.length > listedFiles ? `and ${files.length - listedFiles} more` : undefined}
        />
        <Checkbox
          checked={keepExisting}
          description="An upload whose key is taken fails. Otherwise it takes the place of the object that is there; in a bucket that keeps versions the old one stays as a version."
          onChange={({ detail }) => setKeepExisting(detail.checked)}
        >
          Keep objects that are there already
        </Checkbox>
      </SpaceBetween>
    </Modal>
  );
}
