import { useState } from 'react';
import { type Role, updateTrustPolicy } from '../../api/iam/roles.ts';
import { useFlash } from '../../frame/flash.tsx';
import { SaveDialog } from '../../parts/save-dialog.tsx';
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx';

interface TrustDialogProps {
  readonly role: Role;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Writes who may assume a role. */
export function TrustDialog({ role, onSaved, onCancel }: TrustDialogProps) {
  const [text, setText] = useState(role.trustPolicy);
  const { show } = useFlash();
  const save = async () => {
    await updateTrustPolicy(role.roleName, text);
    show({ type: 'success', content: `The trust policy of ${role.roleName} was saved.` });
    onSaved();
  };
  return (
    <SaveDialog
      title={`Trust policy of ${role.roleName}`}
      verb="Save policy"
      size="max"
      onSave={save}
      onCancel={onCancel}
    >
      <PolicyEditor kind="trust" value={text} onChange={setText} />
    </SaveDialog>
  );
}
