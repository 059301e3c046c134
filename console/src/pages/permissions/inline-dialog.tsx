import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Holder, inlinePolicyDocument, putInlinePolicy } from '../../api/iam/policies.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useLoad } from '../../parts/load.ts';
import { WhenLoaded } from '../../parts/loading.tsx';
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const text = edited ?? before.value ?? '';
  const save = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await putInlinePolicy(holder, newName, text);
      onSaved(newName);
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      size="max"
      header={name === undefined ? 'Create inline policy' : `Edit ${name}`}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={busy}
              disabled={newName === ''}
              onClick={() => void save()}
            >
              Save policy
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {name === undefined ? (
          <FormField label="Policy name">
            <Input value={newName} onChange={({ detail }) => setNewName(detail.value)} />
          </FormField>
        ) : null}
        <WhenLoaded of={before}>
          {() => <PolicyEditor kind="identity" value={text} onChange={setEdited} />}
        </WhenLoaded>
        {error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
