import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { type ReactNode, useState } from 'react';
import { SaveDialog } from './save-dialog.tsx';

interface ConfirmByNameProps {
  /** `Delete user alice?` */
  readonly title: string;
  /** What has to be typed; undefined asks for a click only. */
  readonly name?: string | undefined;
  /** `Delete` */
  readonly verb: string;
  /** What will be gone. */
  readonly children: ReactNode;
  /** Does it. What it throws is shown, and the dialog stays. */
  readonly onConfirm: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Asks before something is done that cannot be undone. Shown while it is rendered. */
export function ConfirmByName({
  title,
  name,
  verb,
  children,
  onConfirm,
  onCancel,
}: ConfirmByNameProps) {
  const [typed, setTyped] = useState('');
  return (
    <SaveDialog
      title={title}
      verb={verb}
      disabled={name !== undefined && typed !== name}
      onSave={onConfirm}
      onCancel={onCancel}
    >
      <Alert type="warning">{children}</Alert>
      {name === undefined ? null : (
        <FormField label={<>To confirm, type {name}</>}>
          <Input
            value={typed}
            autoFocus
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
      )}
    </SaveDialog>
  );
}
