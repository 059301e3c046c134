import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { DialogButtons } from './dialog-buttons.tsx';
import { ErrorAlert } from './error-alert.tsx';

interface SaveDialogProps {
  readonly title: string;
  /** What the button says: `Save policy`. */
  readonly verb: string;
  readonly size?: ModalProps.Size;
  /** Nothing can be saved yet. */
  readonly disabled?: boolean;
  readonly disabledReason?: string | undefined;
  /** Does it. What it throws is shown, and the dialog stays. */
  readonly onSave: () => Promise<void>;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/**
 * Asks for something and does it, by its button or by Enter in a field. Shown while it is rendered.
 * Buttons within it say `formAction="none"`, or they would save.
 */
export function SaveDialog({
  title,
  verb,
  size = 'medium',
  disabled = false,
  disabledReason,
  onSave,
  onCancel,
  children,
}: SaveDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = () => {
    if (busy || disabled) return;
    setBusy(true);
    setError(undefined);
    onSave().catch((thrown: unknown) => {
      setError(thrown);
      setBusy(false);
    });
  };
  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel="Close"
      onDismiss={onCancel}
      footer={
        <DialogButtons {...{ verb, busy, disabled, disabledReason, onCancel }} onAct={save} />
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <SpaceBetween size="m">
          {children}
          {error === undefined ? null : <ErrorAlert error={error} />}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
