import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { ErrorAlert } from './error-alert.tsx';

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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = () => {
    if (busy || (name !== undefined && typed !== name)) return;
    setBusy(true);
    setError(undefined);
    onConfirm().catch((thrown: unknown) => {
      setError(thrown);
      setBusy(false);
    });
  };
  return (
    <Modal
      visible
      header={title}
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
              disabled={name !== undefined && typed !== name}
              onClick={confirm}
            >
              {verb}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <SpaceBetween size="m">
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
          {error === undefined ? null : <ErrorAlert error={error} />}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
