import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { createFolder } from '../../../api/s3/objects.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';

interface CreateFolderProps {
  readonly bucket: string;
  readonly folder: string;
  readonly onCreated: () => void;
  readonly onCancel: () => void;
}

/** Makes an empty folder: an object without bytes whose key ends in a slash. */
export function CreateFolder({ bucket, folder, onCreated, onCancel }: CreateFolderProps) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const create = () => {
    if (busy || name === '') return;
    setBusy(true);
    setError(undefined);
    createFolder(bucket, `${folder}${name.replace(/\/$/, '')}/`).then(onCreated, (thrown) => {
      setError(thrown);
      setBusy(false);
    });
  };
  return (
    <Modal
      visible
      header="Create folder"
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} disabled={name === ''} onClick={create}>
              Create folder
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <SpaceBetween size="m">
          <FormField
            label="Folder name"
            description="An upload needs no folder beforehand. An empty one is an object whose key ends in a slash."
          >
            <Input
              value={name}
              autoFocus
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => setName(detail.value)}
            />
          </FormField>
          {error === undefined ? null : <ErrorAlert error={error} />}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
