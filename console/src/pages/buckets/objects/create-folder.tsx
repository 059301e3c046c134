import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { createFolder } from '../../../api/s3/objects.ts';
import { SaveDialog } from '../../../parts/save-dialog.tsx';

interface CreateFolderProps {
  readonly bucket: string;
  readonly folder: string;
  readonly onCreated: () => void;
  readonly onCancel: () => void;
}

/** Makes an empty folder: an object without bytes whose key ends in a slash. */
export function CreateFolder({ bucket, folder, onCreated, onCancel }: CreateFolderProps) {
  const [name, setName] = useState('');
  const create = () => createFolder(bucket, `${folder}${name.replace(/\/$/, '')}/`).then(onCreated);
  return (
    <SaveDialog
      title="Create folder"
      verb="Create folder"
      disabled={name === ''}
      onSave={create}
      onCancel={onCancel}
    >
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
    </SaveDialog>
  );
}
