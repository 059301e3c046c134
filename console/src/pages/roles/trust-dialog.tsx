import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Role, updateTrustPolicy } from '../../api/iam/roles.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx';

interface TrustDialogProps {
  readonly role: Role;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Writes who may assume a role. */
export function TrustDialog({ role, onSaved, onCancel }: TrustDialogProps) {
  const [text, setText] = useState(role.trustPolicy);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { show } = useFlash();
  const save = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await updateTrustPolicy(role.roleName, text);
      show({ type: 'success', content: `The trust policy of ${role.roleName} was saved.` });
      onSaved();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      size="max"
      header={`Trust policy of ${role.roleName}`}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={() => void save()}>
              Save policy
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <PolicyEditor kind="trust" value={text} onChange={setText} />
        {error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
