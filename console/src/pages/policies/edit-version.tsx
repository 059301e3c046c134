import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { createPolicyVersion, type Policy } from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx';

interface EditVersionProps {
  readonly policy: Policy;
  /** Of the version in force, which the new one begins with. */
  readonly text: string;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Writes a new version of a policy. Old ones stay, and can be put in force again. */
export function EditVersion({ policy, text, onSaved, onCancel }: EditVersionProps) {
  const [edited, setEdited] = useState(text);
  const [inForce, setInForce] = useState(true);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { show } = useFlash();
  const save = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await createPolicyVersion(policy.arn, edited, inForce);
      show({ type: 'success', content: `A new version of ${policy.policyName} was saved.` });
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
      header={`Edit ${policy.policyName}`}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={() => void save()}>
              Save new version
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <PolicyEditor kind="identity" value={edited} onChange={setEdited} />
        <Checkbox
          checked={inForce}
          description={`It changes what ${policy.attachmentCount} users, groups and roles may do, at once.`}
          onChange={({ detail }) => setInForce(detail.checked)}
        >
          Put this version in force
        </Checkbox>
        {error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
