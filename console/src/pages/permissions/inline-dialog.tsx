import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { type Holder, inlinePolicyDocument, putInlinePolicy } from '../../api/iam/policies.ts';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
import { SaveDialog } from '../../parts/save-dialog.tsx';
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx';
import { emptyPolicy } from '../policies/policy-templates.ts';

interface InlineDialogProps {
  readonly holder: Holder;
  /** Of the policy that is edited; undefined makes a new one. */
  readonly name?: string;
  readonly onSaved: (name: string) => void;
  readonly onCancel: () => void;
}

/** Writes an inline policy, new or anew. */
export function InlineDialog({ holder, name, onSaved, onCancel }: InlineDialogProps) {
  const before = useLoad(
    async () => (name === undefined ? emptyPolicy : inlinePolicyDocument(holder, name)),
    name,
  );
  const [newName, setNewName] = useState(name ?? '');
  const [edited, setEdited] = useState<string>();
  const text = edited ?? before.value ?? '';
  const save = async () => {
    await putInlinePolicy(holder, newName, text);
    onSaved(newName);
  };
  return (
    <SaveDialog
      title={name === undefined ? 'Create inline policy' : `Edit ${name}`}
      verb="Save policy"
      size="max"
      disabled={newName === ''}
      onSave={save}
      onCancel={onCancel}
    >
      {name === undefined ? (
        <FormField label="Policy name">
          <Input value={newName} onChange={({ detail }) => setNewName(detail.value)} />
        </FormField>
      ) : null}
      <WhenLoaded of={before}>
        {() => (
          <PolicyEditor
            kind="identity"
            value={text}
            onChange={setEdited}
            replaces={name === undefined ? undefined : { holder, policyName: name }}
          />
        )}
      </WhenLoaded>
    </SaveDialog>
  );
}
