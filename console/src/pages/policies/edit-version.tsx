import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import { createPolicyVersion, type Policy } from '../../api/iam/policies.ts';
import { useFlash } from '../../frame/flash.tsx';
import { SaveDialog } from '../../parts/save-dialog.tsx';
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
  const { show } = useFlash();
  const save = async () => {
    await createPolicyVersion(policy.arn, edited, inForce);
    show({ type: 'success', content: `A new version of ${policy.policyName} was saved.` });
    onSaved();
  };
  return (
    <SaveDialog
      title={`Edit ${policy.policyName}`}
      verb="Save new version"
      size="max"
      onSave={save}
      onCancel={onCancel}
    >
      <PolicyEditor
        kind="identity"
        value={edited}
        onChange={setEdited}
        replaces={{ policyArn: policy.arn }}
      />
      <Checkbox
        checked={inForce}
        description={`It changes what ${policy.attachmentCount} users, groups and roles may do, at once.`}
        onChange={({ detail }) => setInForce(detail.checked)}
      >
        Put this version in force
      </Checkbox>
    </SaveDialog>
  );
}
