import Alert from '@cloudscape-design/components/alert';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { ObjectPlace } from '../../../api/s3/address.ts';
import {
  type MetadataPair,
  metadataFault,
  metadataOf,
  replaceMetadata,
  systemHeaders,
} from '../../../api/s3/object-metadata.ts';
import type { ObjectHead } from '../../../api/s3/objects.ts';
import { SaveDialog } from '../../../parts/save-dialog.tsx';

interface MetadataDialogProps {
  readonly place: ObjectPlace;
  readonly head: ObjectHead;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Edits what is written to an object beside its bytes. */
export function MetadataDialog({ place, head, onSaved, onCancel }: MetadataDialogProps) {
  const [draft, setDraft] = useState(() => metadataOf(head));
  const fault = metadataFault(draft);
  return (
    <SaveDialog
      title="Edit metadata"
      verb="Save metadata"
      size="large"
      disabled={fault !== undefined}
      disabledReason={fault}
      onSave={async () => {
        await replaceMetadata(place, head, draft);
        onSaved();
      }}
      onCancel={onCancel}
    >
      <Alert type="info">
        The object is copied onto itself, since nothing else changes metadata: where the bucket
        keeps versions, that is a new one. Tags come along; an access control list, a retention and
        a legal hold of its own do not.
      </Alert>
      <ColumnLayout columns={2}>
        {systemHeaders.map((name) => (
          <FormField key={name} label={name}>
            <Input
              value={draft.system[name]}
              spellcheck={false}
              onChange={({ detail }) =>
                setDraft({ ...draft, system: { ...draft.system, [name]: detail.value } })
              }
            />
          </FormField>
        ))}
      </ColumnLayout>
      <PairFields pairs={draft.user} onChange={(user) => setDraft({ ...draft, user })} />
    </SaveDialog>
  );
}

interface PairFieldsProps {
  readonly pairs: readonly MetadataPair[];
  readonly onChange: (pairs: readonly MetadataPair[]) => void;
}

function PairFields({ pairs, onChange }: PairFieldsProps) {
  const change = (index: number, changed: Partial<MetadataPair>) =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...changed } : pair)));
  return (
    <AttributeEditor
      items={[...pairs]}
      addButtonText="Add metadata"
      removeButtonText="Remove"
      empty="No metadata of your own (x-amz-meta-...)."
      onAddButtonClick={() => onChange([...pairs, { name: '', value: '' }])}
      onRemoveButtonClick={({ detail }) =>
        onChange(pairs.filter((_, at) => at !== detail.itemIndex))
      }
      definition={[
        {
          label: 'Name',
          control: ({ name }: MetadataPair, index: number) => (
            <Input
              value={name}
              ariaLabel={`Name of metadata ${index + 1}`}
              onChange={({ detail }) => change(index, { name: detail.value })}
            />
          ),
        },
        {
          label: 'Value',
          control: ({ value }: MetadataPair, index: number) => (
            <Input
              value={value}
              ariaLabel={`Value of metadata ${index + 1}`}
              onChange={({ detail }) => change(index, { value: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
