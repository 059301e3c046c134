import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ComponentType, useState } from 'react';
import { ErrorAlert } from './error-alert.tsx';

interface PickerProps<T> {
  readonly selected: readonly T[];
  readonly onChange: (selected: readonly T[]) => void;
}

interface PickDialogProps<T> {
  readonly title: string;
  /** `Add` */
  readonly verb: string;
  /** What shows the choice. */
  readonly picker: ComponentType<PickerProps<T>>;
  /** Does something with what was chosen. What it throws is shown, and the dialog stays. */
  readonly onPicked: (chosen: readonly T[]) => Promise<void>;
  readonly onCancel: () => void;
}

/** Lets some of a list be chosen, and does something with them. Shown while it is rendered. */
export function PickDialog<T>({
  title,
  verb,
  picker: Picker,
  onPicked,
  onCancel,
}: PickDialogProps<T>) {
  const [selected, setSelected] = useState<readonly T[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const pick = () => {
    setBusy(true);
    setError(undefined);
    onPicked(selected).catch((thrown: unknown) => {
      setError(thrown);
      setBusy(false);
    });
  };
  return (
    <Modal
      visible
      size="large"
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
              disabled={selected.length === 0}
              onClick={pick}
            >
              {verb}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error === undefined ? null : <ErrorAlert error={error} />}
        <Picker selected={selected} onChange={setSelected} />
      </SpaceBetween>
    </Modal>
  );
}
