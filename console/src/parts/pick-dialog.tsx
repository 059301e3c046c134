import { type ComponentType, useState } from 'react';
import { SaveDialog } from './save-dialog.tsx';

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
  return (
    <SaveDialog
      title={title}
      verb={verb}
      size="large"
      disabled={selected.length === 0}
      onSave={() => onPicked(selected)}
      onCancel={onCancel}
    >
      <Picker selected={selected} onChange={setSelected} />
    </SaveDialog>
  );
}
